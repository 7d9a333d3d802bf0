import type { Box } from "./geometry.ts";

/** In which direction text runs on the page as it is shown, in degrees clockwise: 0 is to the right, 90 downwards. */
export type Angle = 0 | 90 | 180 | 270;

/** The right angle that a direction is within a few degrees of, or null. `x` goes right and `y` down. */
export function rightAngle(x: number, y: number): Angle | null {
  const degrees = (Math.atan2(y, x) * 180) / Math.PI;
  const nearest = Math.round(degrees / 90) * 90;
  return Math.abs(degrees - nearest) > 8 ? null : ((((nearest % 360) + 360) % 360) as Angle);
}

/** A point of a page in the frame in which text of that angle goes right and its lines go down. */
export function toFrame(angle: Angle, x: number, y: number, page: { readonly width: number; readonly height: number }): [number, number] {
  if (angle === 0) return [x, y];
  if (angle === 90) return [y, page.width - x];
  if (angle === 180) return [page.width - x, page.height - y];
  return [page.height - y, x];
}

/** The box on the page of a box in the frame of an angle. */
export function boxOnPage(angle: Angle, { left, top, right, bottom }: Box, page: { readonly width: number; readonly height: number }): Box {
  if (angle === 0) return { left, top, right, bottom };
  if (angle === 90) return { left: page.width - bottom, top: left, right: page.width - top, bottom: right };
  if (angle === 180) return { left: page.width - right, top: page.height - bottom, right: page.width - left, bottom: page.height - top };
  return { left: top, top: page.height - right, right: bottom, bottom: page.height - left };
}

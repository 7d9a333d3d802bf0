import type { DocumentPages } from "../../document/parsed-document.ts";
import { make } from "../../../ui/dom.ts";

/** No more pages than this have an image at a time. */
const maxImages = 5;
/** A canvas has no more pixels than this: 32 MB. */
const maxPixels = 2 ** 23;
/** While the size of pages changes they are not drawn again. In milliseconds. */
const settledMs = 200;

/** The images of the pages that are seen. */
export interface PageImages {
  stop(): void;
}

interface DrawnPage {
  canvas: HTMLCanvasElement;
  /** The scale at which it was drawn, in pixels for each point. */
  scale: number;
}

/**
 * Draws pages into their `frames` when these come near to what is seen, one after another, those first that are in the middle. A page that is not
 * near any more is not drawn to its end, and those that are farthest lose their images.
 */
export function drawPageImages(pages: DocumentPages, frames: readonly HTMLElement[]): PageImages {
  const near = new Set<number>();
  const drawn = new Map<number, DrawnPage>();
  /** Pages that cannot be drawn. They are tried again when they come near again. */
  const failed = new Set<number>();
  let drawing: { index: number; stop: AbortController } | null = null;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  const scaleOf = (index: number): number => {
    const size = pages.sizeOf(index) ?? { width: 595, height: 842 };
    const wanted = ((frames[index]?.clientWidth ?? 0) / size.width) * devicePixelRatio;
    return Math.min(wanted, Math.sqrt(maxPixels / (size.width * size.height)));
  };
  const distanceOf = (index: number): number => {
    const { top = 0, bottom = 0 } = frames[index]?.getBoundingClientRect() ?? {};
    return Math.max(0, top - innerHeight / 2, innerHeight / 2 - bottom);
  };
  const isSharp = (index: number): boolean => {
    const page = drawn.get(index);
    return page !== undefined && Math.abs(page.scale - scaleOf(index)) < 0.01 * page.scale;
  };
  const forget = (index: number): void => {
    const page = drawn.get(index);
    drawn.delete(index);
    page?.canvas.remove();
    // Gives its memory back at once.
    if (page) page.canvas.width = page.canvas.height = 0;
  };
  const nearest = (): number[] =>
    [...near]
      .map((index) => ({ index, distance: distanceOf(index) }))
      .sort((a, b) => a.distance - b.distance)
      .map(({ index }) => index)
      .slice(0, maxImages);

  const draw = async (index: number, signal: AbortSignal): Promise<void> => {
    const scale = scaleOf(index);
    const canvas = make("canvas");
    try {
      await pages.render(index, canvas, scale, signal);
      if (signal.aborted) return;
      // The one that was too small or too large is seen until here.
      forget(index);
      drawn.set(index, { canvas, scale });
      frames[index]?.replaceChildren(canvas);
    } catch {
      if (!signal.aborted) failed.add(index);
    }
  };

  /** Before a page is drawn. One that is drawn anew keeps its old image meanwhile. */
  const makeRoomFor = (index: number): void => {
    const others = [...drawn.keys()].filter((other) => other !== index).sort((x, y) => distanceOf(x) - distanceOf(y));
    for (const other of others.slice(maxImages - (drawn.has(index) ? 2 : 1))) forget(other);
  };

  const next = (): void => {
    if (isStopped) return;
    const wanted = nearest();
    if (drawing && !wanted.includes(drawing.index)) drawing.stop.abort();
    // A page that is not shown draws nothing.
    if (drawing || document.hidden) return;
    const index = wanted.find((each) => !failed.has(each) && !isSharp(each));
    if (index === undefined) return;
    makeRoomFor(index);
    const stop = new AbortController();
    drawing = { index, stop };
    void draw(index, stop.signal).finally(() => {
      drawing = null;
      next();
    });
  };

  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const index = frames.indexOf(target as HTMLElement);
        failed.delete(index);
        if (isIntersecting) near.add(index);
        else near.delete(index);
      }
      next();
    },
    { rootMargin: "75% 0px" },
  );
  for (const frame of frames) watcher.observe(frame);
  const sizes = new ResizeObserver(() => {
    clearTimeout(settling);
    settling = setTimeout(next, settledMs);
  });
  if (frames[0]) sizes.observe(frames[0]);
  const onVisible = (): void => {
    if (document.hidden) drawing?.stop.abort();
    else next();
  };
  document.addEventListener("visibilitychange", onVisible);

  return {
    stop() {
      isStopped = true;
      watcher.disconnect();
      sizes.disconnect();
      clearTimeout(settling);
      document.removeEventListener("visibilitychange", onVisible);
      drawing?.stop.abort();
      for (const index of drawn.keys()) forget(index);
    },
  };
}

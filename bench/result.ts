import { table } from "./statistics.ts";

/** One row of the table of ratios: a measurement of the extension and the one it is compared with. Lower ratios are better. */
export interface Ratio {
  name: string;
  ours: number;
  theirs: number;
  goal: number;
  unit: "ms" | "MB" | "x";
}

/** The ratios as a Markdown table, with the measured values. */
export function ratioTable(ratios: readonly Ratio[]): string {
  const value = (amount: number, unit: string): string => `${amount >= 10 ? Math.round(amount) : amount.toFixed(2)} ${unit}`;
  return table([
    ["ratio (lower is better)", "ours", "goal", "", "measured"],
    ...ratios.map(({ name, ours, theirs, goal, unit }) => {
      const ratio = ours / theirs;
      return [name, ratio.toFixed(3), `≤ ${goal}`, ratio <= goal ? "reached" : "missed", `${value(ours, unit)} / ${value(theirs, unit)}`];
    }),
  ]);
}

/** One row of the table of other measurements. */
export interface Measurement {
  name: string;
  value: string;
  /** The goal, and whether it is reached; undefined if there is no goal. */
  goal?: { text: string; reached: boolean };
}

/** The measurements as a Markdown table. */
export function measurementTable(measurements: readonly Measurement[]): string {
  return table([
    ["also", "measured", "goal", ""],
    ...measurements.map(({ name, value, goal }) => [name, value, goal?.text ?? "", goal ? (goal.reached ? "reached" : "missed") : ""]),
  ]);
}

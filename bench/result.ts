import { table } from "./statistics.ts";

/** One line of the printed table: a ratio of ours to what it is compared with, lower is better. */
export interface Result {
  name: string;
  ours: number;
  theirs: number;
  goal: number;
  unit: "ms" | "MB" | "x";
}

/** The results as a Markdown table of ratios, with the values they come from. */
export function resultTable(results: readonly Result[]): string {
  const value = (amount: number, unit: string): string => `${amount >= 10 ? Math.round(amount) : amount.toFixed(2)} ${unit}`;
  return table([
    ["ratio (lower is better)", "ours", "goal", "", "measured"],
    ...results.map(({ name, ours, theirs, goal, unit }) => {
      const ratio = ours / theirs;
      return [name, ratio.toFixed(3), `≤ ${goal}`, ratio <= goal ? "reached" : "missed", `${value(ours, unit)} / ${value(theirs, unit)}`];
    }),
  ]);
}

/** One line of what is printed beside the ratios. */
export interface Fact {
  name: string;
  value: string;
  /** What it should be, and whether it is; nothing where it only tells. */
  goal?: { text: string; reached: boolean };
}

/** The facts as a Markdown table. */
export function factTable(facts: readonly Fact[]): string {
  return table([["also", "measured", "goal", ""], ...facts.map(({ name, value, goal }) => [name, value, goal?.text ?? "", goal ? (goal.reached ? "reached" : "missed") : ""])]);
}

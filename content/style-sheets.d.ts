/** A style sheet is its text, which `scripts/build/styles-as-text.ts` makes small. */
declare module "*.css" {
  const text: string;
  // oxlint-disable-next-line import/no-default-export -- esbuild exports a text so.
  export default text;
}

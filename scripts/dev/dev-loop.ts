/** The steps of the loop. `build` and `load` throw if they fail. */
export interface DevSteps {
  /** Builds the parts that contain these files, or everything without `changed`. Resolves to the names of what is new in the package. */
  build(changed?: ReadonlySet<string>): Promise<readonly string[]>;
  /** Loads what was built into the browser. */
  load(): Promise<void>;
  /** Shows a message to the developer. */
  say(message: string): void;
}

/**
 * Builds and loads everything, then each change, until `changes` ends. If a step fails, it is reported, and the loop waits for the next
 * change.
 */
export async function runDevLoop(changes: AsyncIterable<ReadonlySet<string>>, steps: DevSteps): Promise<void> {
  await runSteps(steps);
  for await (const changed of changes) await runSteps(steps, changed);
}

async function runSteps({ build, load, say }: DevSteps, changed?: ReadonlySet<string>): Promise<void> {
  const started = performance.now();
  try {
    const [first, ...others] = await build(changed);
    if (first === undefined) return;
    const built = performance.now();
    await load();
    const what = others.length === 0 ? first : `${first} and ${others.length} more`;
    say(`${what}: built in ${Math.round(built - started)} ms, loaded in ${Math.round(performance.now() - built)} ms`);
  } catch (thrown) {
    say(`✖ Not loaded. ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

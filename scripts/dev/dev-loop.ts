/** What the loop connects. Each of the two steps throws what stopped it. */
export interface DevSteps {
  /** Builds what these files are part of, or everything without files; resolves to what is new in the package, by name. */
  build(changed?: ReadonlySet<string>): Promise<readonly string[]>;
  /** Has the browser run what was built. */
  load(): Promise<void>;
  /** Hears one message for the developer. */
  say(message: string): void;
}

/** Builds and loads everything, then what changes, until `changes` end; a step that fails is told, and the next change is waited for. */
export async function runDevLoop(changes: AsyncIterable<ReadonlySet<string>>, steps: DevSteps): Promise<void> {
  await takeSteps(steps);
  for await (const changed of changes) await takeSteps(steps, changed);
}

async function takeSteps({ build, load, say }: DevSteps, changed?: ReadonlySet<string>): Promise<void> {
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

import type { Browser, CDPSession, Page, Protocol } from "puppeteer-core";
import { waitFor } from "../wait-for.ts";

/** What can be sent to and from a page or worker: JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** tsx names the functions it compiles with a helper `__name`, which a page does not have: it gets one that does nothing. */
const nameHelper = "globalThis.__name ??= (f) => f;";

/** Lets functions written in a test file run in this page, now and after each navigation. */
export async function allowTestFunctions(page: Page): Promise<Page> {
  await page.evaluateOnNewDocument(nameHelper);
  await page.evaluate(nameHelper);
  return page;
}

/** A debugger session with a target of any kind; detach it, for a service worker lives as long as one is attached. */
async function attach(browser: Browser, target: Protocol.Target.TargetInfo): Promise<CDPSession> {
  const session = await browser.target().createCDPSession();
  try {
    const connection = session.connection();
    if (connection === undefined) throw new Error("The browser has gone");
    return await connection.createSession(target);
  } finally {
    await session.detach();
  }
}

/** Every target of the browser, also those that Puppeteer is told to leave alone. */
export async function allTargets(browser: Browser): Promise<readonly Protocol.Target.TargetInfo[]> {
  const session = await browser.target().createCDPSession();
  try {
    return (await session.send("Target.getTargets")).targetInfos;
  } finally {
    await session.detach();
  }
}

/** Runs an expression in an attached target, awaits what it gives and returns it; throws the error that it throws. */
async function evaluateExpression(session: CDPSession, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** Runs a function in the one target that `accepts`, waiting until there is one and it is `ready`; detaches afterwards. */
export async function evaluateInTarget<A extends readonly Json[], R>(
  browser: Browser,
  what: string,
  accepts: (target: Protocol.Target.TargetInfo) => boolean,
  ready: string,
  body: (...args: A) => R | Promise<R>,
  args: A,
): Promise<R> {
  const target = await waitFor(what, async () => (await allTargets(browser)).find(accepts));
  const session = await attach(browser, target);
  try {
    await waitFor(`${what} to be ready`, async () => (await evaluateExpression(session, ready)) === true);
    const call = `(() => { ${nameHelper} return (${String(body)})(...${JSON.stringify(args)}); })()`;
    // What comes back is what `body` returned, put through JSON.
    return (await evaluateExpression(session, call)) as R;
  } finally {
    await session.detach().catch(() => undefined);
  }
}

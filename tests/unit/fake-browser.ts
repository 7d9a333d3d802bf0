/** An event of the browser that a test fires itself. */
export interface FakeEvent {
  addListener(listener: (...args: never[]) => unknown): void;
  /** Calls every listener, and returns their answers. */
  fire(...args: unknown[]): unknown[];
}

/** An event without listeners. */
export function fakeEvent(): FakeEvent {
  const listeners: ((...args: never[]) => unknown)[] = [];
  return {
    addListener: (listener) => void listeners.push(listener),
    fire: (...args) => listeners.map((listener) => listener(...(args as never[]))),
  };
}

/** Replaces the browser in modules that are imported afterwards, as far as `apis` defines it. Texts are the keys of their messages. */
export function installFakeBrowser({ runtime, ...apis }: { runtime: object } & Record<string, object>): void {
  const browser = {
    runtime: { id: "this-extension", getURL: (path: string) => `extension://this/${path}`, ...runtime },
    i18n: { getMessage: (key: string) => (key === "messageLanguage" ? "en" : key), getUILanguage: () => "en-GB" },
    ...apis,
  };
  // The polyfill checks `chrome` to see that it is in an extension, and uses `browser` if it exists.
  Object.assign(globalThis, { browser, chrome: browser });
}

/** One of the browser's events, which a test fires itself. */
export interface FakeEvent {
  addListener(listener: (...args: never[]) => unknown): void;
  /** Calls every listener, and gives back what they answered. */
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

/** Stands in for the browser in the modules that are imported after this, as far as `apis` says; it has the messages' keys for texts. */
export function installFakeBrowser({ runtime, ...apis }: { runtime: object } & Record<string, object>): void {
  const browser = {
    runtime: { id: "this-extension", getURL: (path: string) => `extension://this/${path}`, ...runtime },
    i18n: { getMessage: (key: string) => (key === "messageLanguage" ? "en" : key), getUILanguage: () => "en-GB" },
    ...apis,
  };
  // The polyfill looks at `chrome` to see that it is in an extension, and takes `browser` where there is one.
  Object.assign(globalThis, { browser, chrome: browser });
}

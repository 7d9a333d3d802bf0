/**
 * @file Takes the place of `webextension-polyfill` in the script that is injected into pages, where each byte counts. Both browsers have
 * what it uses: ports and messages. It must not use promises of the browser's answers to `runtime.onMessage`.
 */
declare const browser: unknown;

// oxlint-disable-next-line import/no-default-export -- it has the form of the module that it replaces.
export default typeof browser === "object" ? browser : chrome;

import type { Settings } from "../../../src/shared/settings.ts";
import type { Chromium } from "../../../tools/browser/chromium.ts";
import type { PackedExtension } from "../../../tools/extension/pack-extension.ts";
import { packToneVoices } from "../../../tools/extension/pack-tone-voices.ts";
import { watch, type Watcher } from "../../../tools/extension/watcher.ts";
import { useChromium, type ChromiumUse, type OpenChromium, type UsedChromium, type WithHost } from "./use-chromium.ts";

/** What is special about a test's browser and about the extension in it. */
export interface ExtensionUse extends ChromiumUse {
  /** The voices that are installed; the extension is packed with the tone voices unless it is told how to be packed. */
  readonly voices?: readonly string[];
  /** Settings that differ from the default. */
  readonly settings?: Partial<Settings>;
}

/** A browser with the extension, the page in its first tab, and a watcher of the extension. */
interface OpenExtension extends OpenChromium {
  readonly watcher: Watcher;
}

/** What a test has of `useExtension`. */
export interface UsedExtension extends OpenExtension, Omit<UsedChromium, "restart"> {
  /** Opens the browser again on the same profile; `before` runs before any page is opened. What was open is not to be used any more. */
  restart(before?: (chromium: Chromium) => Promise<unknown>): Promise<OpenExtension>;
}

/** Opens Chromium with the extension, a page and a watcher, voices installed and settings made; all of it is closed when the file or the test that calls this has ended. */
export function useExtension(use: ExtensionUse & { readonly packed: () => Promise<PackedExtension> }): Promise<WithHost<UsedExtension>>;
export function useExtension(use: ExtensionUse): Promise<UsedExtension>;
export async function useExtension({ voices = [], settings, ...use }: ExtensionUse): Promise<UsedExtension> {
  // As in `useChromium`.
  if (use.skip) return {} as UsedExtension;
  const used = await useChromium({ ...(voices.length > 0 && { packed: packToneVoices }), ...use });
  const open = async (opened: OpenChromium): Promise<OpenExtension> => ({ ...opened, watcher: await watch(opened.chromium, opened.page) });
  const opened = await open(used);
  if (voices.length > 0) await opened.watcher.install(...voices);
  if (settings) await opened.watcher.request("background", "updateSettings", settings);
  return { ...used, ...opened, restart: async (before) => open(await used.restart(before)) };
}

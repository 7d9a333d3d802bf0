import type { Page } from "puppeteer-core";
import { launch, type Chromium, type LaunchOptions } from "../../../tools/browser/chromium.ts";
import type { ModelHost } from "../../../tools/extension/model-host.ts";
import type { PackedExtension } from "../../../tools/extension/pack-extension.ts";
import { servePages, type Pages } from "./serve-pages.ts";
import { useOpened } from "./use-opened.ts";

/** What is special about a test's browser; as built, headless and on an empty page unless told. */
export interface ChromiumUse extends Omit<LaunchOptions, "extensionDir"> {
  /** Why this machine cannot do it, from `missing`; nothing is opened then, and each test of the file must skip itself. */
  readonly skip?: string | false;
  /** Packs the extension with voices of one's own and the host that serves them. */
  readonly packed?: () => Promise<PackedExtension>;
  /** The page in the first tab: a fixture page such as "article.html". */
  readonly page?: string;
}

/** A browser with the extension, and the page in its first tab. */
export interface OpenChromium {
  readonly chromium: Chromium;
  readonly page: Page;
}

/** What a test has of `useChromium`. */
export interface UsedChromium extends OpenChromium, Pick<Pages, "origin" | "otherOrigin"> {
  /** Where a packed extension's voices come from. */
  readonly host?: ModelHost;
  /** Opens the browser again on the same profile; `before` runs before any page is opened. What was open is not to be used any more. */
  restart(before?: (chromium: Chromium) => Promise<unknown>): Promise<OpenChromium>;
}

/** The same where the extension was packed. */
export type WithHost<T> = T & { readonly host: ModelHost };

/** Opens Chromium with the extension and a page; all of it is closed when the file or the test that calls this has ended. */
export function useChromium(use: ChromiumUse & { readonly packed: () => Promise<PackedExtension> }): Promise<WithHost<UsedChromium>>;
export function useChromium(use: ChromiumUse): Promise<UsedChromium>;
export async function useChromium({ skip = false, packed: pack, page = "about:blank", ...options }: ChromiumUse): Promise<UsedChromium> {
  // Nobody looks at what is not there: every test skips itself.
  if (skip) return {} as UsedChromium;
  return useOpened(async (closeLater) => {
    const pages = await servePages();
    closeLater(pages.close);
    const packed = await pack?.();
    if (packed) closeLater(packed.close);
    let chromium = await launch({ ...(packed && { extensionDir: packed.extensionDir, hostMap: packed.hostMap }), ...options });
    closeLater(() => chromium.close());
    const open = async (): Promise<OpenChromium> => ({
      chromium,
      page: await chromium.page(page.includes(":") ? page : `${pages.origin}/${page}`),
    });
    return {
      ...(await open()),
      ...(packed && { host: packed.host }),
      origin: pages.origin,
      otherOrigin: pages.otherOrigin,
      async restart(before) {
        chromium = await chromium.restart();
        await before?.(chromium);
        return open();
      },
    };
  });
}

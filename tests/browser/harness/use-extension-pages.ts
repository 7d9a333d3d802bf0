import type { Page } from "puppeteer-core";
import type { Chromium } from "../../../tools/browser/chromium.ts";
import { changeManifest } from "../../../tools/extension/change-manifest.ts";
import type { Fault } from "../../../tools/extension/model-host-faults.ts";
import { packExtension, type HostedVoice, type PackedExtension } from "../../../tools/extension/pack-extension.ts";
import { hostedToneVoice } from "../../../tools/extension/pack-tone-voices.ts";
import { waitFor } from "../../../tools/wait-for.ts";
import { useChromium } from "./use-chromium.ts";

type PagePath = "options/options.html" | "popup/popup.html";

/** A browser in which the extension's own pages are used, with four small voices to install, from a host that a test can make fail. */
export interface ExtensionPages {
  readonly chromium: Chromium;
  /** What goes wrong with each file whose path contains the key, until it is taken out. */
  readonly faults: Map<string, Fault>;
  /** The page that was asked for. */
  readonly page: Page;
  /** Opens a page of the extension; resolves when its voices are listed. */
  open(path: PagePath): Promise<Page>;
}

/** Opens it with one page; without keys where `withoutKeys`, as where all of them are taken. It is closed when the file or the test that calls this has ended. */
export async function useExtensionPages({
  skip,
  page,
  withoutKeys = false,
}: {
  skip: string | false;
  page: PagePath;
  withoutKeys?: boolean;
}): Promise<ExtensionPages> {
  const faults = new Map<string, Fault>();
  const packed = async (): Promise<PackedExtension> => {
    const extension = await packExtension(voices(), { fault: (path) => [...faults].find(([part]) => path.includes(part))?.[1] });
    if (withoutKeys) {
      await changeManifest(extension.extensionDir, ({ commands }) => {
        for (const command of Object.values(commands)) delete command.suggested_key;
      });
    }
    return extension;
  };
  const { chromium } = await useChromium({ skip, packed });
  const open = async (path: PagePath): Promise<Page> => {
    const opened = await chromium.extensionPage(path);
    await opened.setViewport(path.startsWith("popup") ? { width: 360, height: 580 } : { width: 1000, height: 900 });
    await waitFor("the voices", () => opened.evaluate(() => document.querySelector<HTMLElement>("#voices-waiting")?.hidden === true));
    return opened;
  };
  // As in `useChromium`.
  return { chromium, faults, open, page: skip ? ({} as Page) : await open(page) };
}

function voices(): HostedVoice[] {
  return [
    hostedToneVoice("en_US-alpha-medium", { voiceTag: 1, espeakVoice: "en-us", languageCode: "en_US" }),
    hostedToneVoice("en_GB-beta-low", { voiceTag: 2, espeakVoice: "en-gb-x-rp", languageCode: "en_GB" }),
    // A tone voice has four speakers at most: asked for a later one, it speaks as its last.
    {
      ...hostedToneVoice("en_GB-crowd-medium", { voiceTag: 3, speakers: 4, espeakVoice: "en-gb-x-rp", languageCode: "en_GB" }),
      speakers: 30,
    },
    hostedToneVoice("fr_FR-gamma-medium", { voiceTag: 4, speakers: 2, espeakVoice: "fr", languageCode: "fr_FR" }),
  ];
}

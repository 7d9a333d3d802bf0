import browser from "webextension-polyfill";
import { isAbort, serializeError } from "../../src/shared/errors.ts";
import { errorText, t } from "../../src/shared/i18n.ts";
import { takeWish, type OpeningWish } from "../../src/shared/opening-wish.ts";
import { byId } from "../../ui/dom.ts";
import { formatSize } from "../../ui/format.ts";
import { articleOfPage, pageOf } from "./article-of-page.ts";
import { snapshotOf, textExportIn } from "./ask-tab.ts";
import { fetchDocument, nameInAddress, type FetchedDocument } from "./fetch-document.ts";
import type { OfferedFile } from "./open-document.ts";
import { createOpeningCard } from "./opening-card.ts";

/** How a document is opened. */
export type OpeningManner = Pick<OpeningWish, "isPrivate" | "reads">;

/** How a file is opened that the person chose. */
const ofChosenFile: OpeningManner = { isPrivate: false, reads: false };

/** What the reader was opened for. */
export interface WishOpener {
  /** Opens it, if there is something. Rejects with what the person cannot help, or with what opening the document rejects with. */
  start(): Promise<void>;
  /** Ends it, because the person opens something else, or the file that was asked for. Returns how that is opened. */
  end(): OpeningManner;
}

/** Creates the part that opens what the reader was opened for. `perform` shows failures. */
export function createWishOpener(
  open: (file: OfferedFile, manner: OpeningManner) => Promise<void>,
  perform: (act: () => Promise<void>) => void,
): WishOpener {
  const show = createOpeningCard();
  let wish: OpeningWish | null = null;
  let fetching = new AbortController();

  const hide = (): void => {
    fetching.abort();
    show(null);
  };
  const dismiss = {
    label: t("openingDismiss"),
    act() {
      wish = null;
      hide();
    },
  };
  const chooseFile = { label: t("readerChooseFile"), act: () => byId("file", HTMLInputElement).click() };

  async function openWish(wanted: OpeningWish): Promise<void> {
    switch (wanted.kind) {
      case "file":
        return show({
          title: t("openingFileTitle", isOnDisk(wanted) ? nameInAddress(wanted.address) : wanted.title || t("readerUntitled")),
          text: t(isOnDisk(wanted) ? "openingFileText" : "openingMadeText"),
          actions: [{ ...chooseFile, isMain: true }, dismiss],
        });
      case "page": {
        const { html, title, language } = await snapshotOf(wanted.tabId);
        return openFetched(wanted, { name: "", title: title || wanted.title, content: pageOf({ html, title, language }) });
      }
      case "export": {
        const host = hostOf(wanted.address);
        show({ title: t("openingFetching", wanted.title || host), text: t("openingWithLogin", host), share: null, actions: [dismiss] });
        const content = await textExportIn(wanted.tabId, wanted.address);
        if (wish !== wanted) return;
        await openFetched(wanted, { name: "", title: wanted.title, content });
        return show({ title: t("openingExported", host), text: t("openingExportedText"), actions: [dismiss] });
      }
      case "address":
        return fetchAndOpen(wanted, false);
    }
  }

  async function openFetched(wanted: OpeningWish, file: OfferedFile): Promise<void> {
    wish = null;
    hide();
    await open(file, wanted);
  }

  async function fetchAndOpen(wanted: OpeningWish, withLogin: boolean): Promise<void> {
    const { address, isPrivate } = wanted;
    fetching.abort();
    fetching = new AbortController();
    const name = nameInAddress(address);
    const onProgress = (loadedBytes: number, totalBytes: number | null): void =>
      show({
        title: t("openingFetching", name),
        text: totalBytes === null ? formatSize(loadedBytes) : t("openingProgress", formatSize(loadedBytes), formatSize(totalBytes)),
        share: totalBytes === null ? null : loadedBytes / totalBytes,
        actions: [{ ...dismiss, label: t("cancel") }],
      });
    onProgress(0, null);
    let fetched: FetchedDocument;
    try {
      fetched = await fetchDocument(address, {
        withLogin,
        isPrivate,
        expectsDocument: wanted.isDocument || documentName.test(name),
        signal: fetching.signal,
        onProgress,
      });
    } catch (thrown) {
      if (isAbort(thrown)) throw thrown;
      return askWhatToDo(wanted, thrown, withLogin);
    }
    const article = fetched.isPage ? await articleOfPage(fetched.content, address) : null;
    await openFetched(wanted, article ? { ...fetched, content: article } : fetched);
  }

  /** Shows why a document did not come, and what the person can do. */
  async function askWhatToDo(wanted: OpeningWish, thrown: unknown, withLogin: boolean): Promise<void> {
    const { code } = serializeError(thrown);
    const host = hostOf(wanted.address);
    const title = t("openingFailed", nameInAddress(wanted.address));
    const again = { label: t("tryAgain"), isMain: true, act: () => perform(() => fetchAndOpen(wanted, withLogin)) };
    if (code === "documentUnreachable" && !(await browser.permissions.contains({ origins: originsOf(wanted.address) }))) {
      const allow = { label: t("openingAllow", host), isMain: true, act: () => perform(() => allowAndFetch(wanted, withLogin)) };
      return show({ title: t("openingNeedsAccess", host), text: t("openingNeedsAccessText", host), actions: [allow, chooseFile, dismiss] });
    }
    if (code === "documentNeedsLogin" && !withLogin) {
      const login = { label: t("openingUseLogin"), isMain: true, act: () => perform(() => fetchAndOpen(wanted, true)) };
      return show({ title: t("openingNeedsLogin", host), text: t("openingNeedsLoginText", host), actions: [login, chooseFile, dismiss] });
    }
    show({ title, text: errorText(code), actions: [again, chooseFile, dismiss] });
  }

  /** Asks the browser for the access to one site that the extension does not have, fetches, and gives the access back. */
  async function allowAndFetch(wanted: OpeningWish, withLogin: boolean): Promise<void> {
    const origins = originsOf(wanted.address);
    // Nothing may be awaited between the press of the button and this call.
    if (!(await browser.permissions.request({ origins }))) return;
    try {
      await fetchAndOpen(wanted, withLogin);
    } finally {
      await browser.permissions.remove({ origins });
    }
  }

  return {
    async start() {
      const taken = await takeWish(location.href);
      if (location.hash !== "") history.replaceState(history.state, "", location.pathname);
      if (!taken) return;
      wish = taken;
      await openWish(taken).catch((thrown: unknown) => {
        dismiss.act();
        throw thrown;
      });
    },
    end() {
      const manner = wish && !byId("opening", HTMLElement).hidden ? wish : ofChosenFile;
      wish = null;
      hide();
      return manner;
    },
  };
}

/** What a name ends with that is no page's. */
const documentName = /\.(?:pdf|docx|epub|txt|md)$/i;

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address);

/** Firefox knows no ports in what it is asked for. */
function originsOf(address: string): string[] {
  const { protocol, hostname } = new URL(address);
  return [`${protocol}//${hostname}/*`];
}

const isOnDisk = ({ address }: OpeningWish): boolean => /^file:/i.test(address);

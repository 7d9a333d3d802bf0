import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { packToneVoices } from "../../tools/extension/pack-tone-voices.ts";
import { utteranceOf } from "../../tools/extension/utterance-of.ts";
import { watch } from "../../tools/extension/watcher.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { readFromPopup } from "./harness/read-from-popup.ts";
import { press, waitForText } from "./harness/extension-page.ts";
import { readerAfter } from "./harness/reader-after.ts";
import { missing } from "./harness/requirements.ts";
import { select } from "./harness/select.ts";
import { useChromium } from "./harness/use-chromium.ts";
import { useExtension } from "./harness/use-extension.ts";

/** What is on disk: the whole profile is searched, file by file, for words that were read. */
const skip = missing("chromium");

const voiceId = "en_US-alpha-medium";

const extension = await useExtension({ skip, voices: [voiceId], settings: { whileLoading: "wait", logging: true } });
let { chromium, watcher } = extension;

const restart = async (): Promise<void> => {
  ({ chromium, watcher } = await extension.restart());
};

async function speak(text: string, isPrivate = false): Promise<void> {
  const utterance = utteranceOf(text, voiceId, { rate: 3, volume: 0.1, isPrivate });
  await watcher.request("offscreen", "speak", utterance);
  await watcher.waitForEndOf(utterance);
}

const clips = async (): Promise<number> => (await watcher.state()).statistics.clips.count;

/** A word that is nowhere by chance, nor has repetitions that a compressed file would write as such. */
function canary(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(14)), (byte) => String.fromCharCode(97 + (byte % 26))).join("");
}

/** The files below the profile in which a word is, as bytes of UTF-8 or of UTF-16. */
async function filesWith(word: string, profileDir = chromium.profileDir): Promise<string[]> {
  const needles = [Buffer.from(word), Buffer.from(word, "utf16le")];
  const found: string[] = [];
  for (const entry of await readdir(profileDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (needles.some((needle) => bytes.includes(needle))) found.push(relative(profileDir, path));
  }
  return found;
}

test("no word that was read is ever on disk: not while it is kept as sound, not after the browser closed", { skip }, async () => {
  const [read, inPrivate, inStorage, inDatabase] = [canary(), canary(), canary(), canary()];
  await speak(`The word is ${read}.`);
  await speak(`The secret is ${inPrivate}.`, true);
  await waitFor("the clip", async () => (await clips()) === 1);
  // The search itself is tried on words that are put where an extension could have written them.
  await chromium.evaluateInOffscreen(
    (word: string) =>
      new Promise<void>((done) => {
        const opening = indexedDB.open("control", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("words");
        opening.onsuccess = () => {
          const tx = opening.result.transaction("words", "readwrite");
          tx.objectStore("words").put(word, 1);
          tx.oncomplete = () => {
            opening.result.close();
            done();
          };
        };
      }),
    inDatabase,
  );
  await chromium.evaluateInServiceWorker((word) => chrome.storage.local.set({ control: word }), inStorage);
  assert.deepEqual([await filesWith(read), await filesWith(inPrivate)], [[], []]);
  await restart();
  await watcher.state();
  assert.deepEqual([await filesWith(read), await filesWith(inPrivate)], [[], []]);
  assert.notDeepEqual(await filesWith(inStorage), [], "the search finds what is in the extension's storage");
  assert.notDeepEqual(await filesWith(inDatabase), [], "the search finds what is in a database");
  await waitFor("the clip", async () => (await clips()) === 1);
  await chromium.evaluateInServiceWorker(() => chrome.storage.local.remove("control"));
  await chromium.evaluateInOffscreen(() => void indexedDB.deleteDatabase("control"));
});

test("what is read in a private window leaves nothing behind", { skip }, async () => {
  // A browser of its own: once allowed there, the extension is loaded anew.
  const other = await useChromium({ packed: packToneVoices, page: "article.html" });
  await other.chromium.allowInPrivateWindows();
  const page = await other.chromium.page(`${other.origin}/article.html`);
  const watcher = await watch(other.chromium, page);
  await watcher.install(voiceId);
  await watcher.request("background", "updateSettings", { voices: { en: { voiceId, speakerId: 0 } }, rate: 3, whileLoading: "wait" });
  /** Has a word read that is put into a page and selected there; resolves to whether it was taken for private. */
  const readWord = async (where: Page, word: string): Promise<boolean> => {
    await where.bringToFront();
    // On a busy machine the browser tells a while later which window has the focus.
    await waitFor("its window to have the focus", () =>
      other.chromium.evaluateInServiceWorker(
        async (expected) => (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.incognito === expected,
        where !== page,
      ),
    );
    await where.evaluate((text) => (document.body.textContent = text), `The word is ${word}.`);
    await select(where, "body");
    const before = (await watcher.utterances()).length;
    const utterance = await readFromPopup(other.chromium, watcher, where);
    assert.ok(typeof utterance !== "string", String(utterance));
    assert.match(utterance.text, new RegExp(word));
    await watcher.waitForEnd(before + 1);
    return utterance.isPrivate;
  };

  const word = canary();
  const hidden = await other.chromium.privatePage(`${other.origin}/article.html?private`);
  assert.equal(await readWord(hidden, word), true);
  assert.equal((await watcher.state()).statistics.clips.count, 0);
  assert.deepEqual(await filesWith(word, other.chromium.profileDir), []);
  const keepsPlaces = (): Promise<boolean> =>
    other.chromium.evaluateInOffscreen(async () => (await indexedDB.databases()).some(({ name }) => name === "reading-places"));
  assert.equal(await keepsPlaces(), false, "where it was read is neither kept nor looked for");
  // Also when it is opened in the reader, which this browser shows in an ordinary window.
  const popup = await other.chromium.openPopup(hidden);
  await popup.waitForSelector("#transport[data-status=idle]");
  const reader = await readerAfter(other.chromium, () => popup.locator("#open-in-reader").click());
  await waitForText(reader, "#document", word);
  const before = (await watcher.utterances()).length;
  await press(reader, "Read", "#tools");
  await watcher.waitForEnd(before + 1);
  assert.equal((await watcher.utterances())[before]?.isPrivate, true);
  assert.deepEqual(await filesWith(word, other.chromium.profileDir), []);
  await reader.close();
  await hidden.close();

  // In an ordinary window the same is kept, as sound: it was the private window that made the difference.
  assert.equal(await readWord(page, canary()), false);
  await watcher.waitForState("the clip", ({ statistics }) => statistics.clips.count === 1);
  assert.equal(await keepsPlaces(), true);
});

test("where a page's words came from is not on disk either, but for what the browser itself keeps of every visit", { skip }, async () => {
  const [path, title, word] = [canary(), canary(), canary()];
  const visited = await chromium.page(`data:text/html,<title>${title}</title><p>${path}</p>`);
  await chromium.dispatchMenu({ menuItemId: "read", selectionText: `A word from the menu is ${word}.` });
  await waitFor("the utterance", async () => (await watcher.utterances()).length > 0);
  await visited.goto("about:blank");
  const kept = await Promise.all([path, title, word].map((each) => filesWith(each)));
  // Local Extension Settings, IndexedDB, File System, Service Worker: all that an extension can write to has its id in its path, or one of these names.
  const ours = kept
    .flat()
    .filter(
      (file) =>
        file.includes(chromium.extensionId) ||
        /IndexedDB|File System|Extension|Service Worker|Local Storage|Session Storage|WebStorage/.test(file),
    );
  assert.deepEqual(ours, []);
  assert.deepEqual(kept[2], []);
});

test("sound that is kept for the session only never reaches the disk, and what was there goes", { skip }, async () => {
  await speak("Kept on disk first.");
  await waitFor("clips", async () => (await clips()) > 0);
  await watcher.request("background", "updateSettings", { keepClips: "session" });
  await waitFor("the disk to be left", async () => (await clips()) === 0);
  await speak("Kept in memory only.");
  await waitFor("the clip", async () => (await clips()) === 1);
  assert.ok(!(await databases()).includes("clips"));
  await speak("Kept in memory only.");
  await watcher.waitForState("it to be found again", ({ statistics }) => statistics.clips.hits > 0);
  await restart();
  assert.deepEqual([(await watcher.state()).statistics.clips.count, (await databases()).includes("clips")], [0, false]);
  await watcher.request("background", "updateSettings", { keepClips: "always" });
});

const databases = (): Promise<string[]> =>
  chromium.evaluateInOffscreen(async () => (await indexedDB.databases()).map(({ name }) => name ?? ""));

test("clear everything leaves nothing behind", { skip }, async () => {
  await speak("This will all be gone.");
  await waitFor("the clip", async () => (await clips()) > 0);
  await watcher.request("background", "clearEverything");
  const left = await chromium.evaluateInOffscreen(async () => {
    const folders: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind === "directory") await walk(handle as FileSystemDirectoryHandle, `${path}/${name}`);
        else folders.push(`${path}/${name}`);
      }
    };
    await walk(await navigator.storage.getDirectory(), "");
    return { files: folders, databases: (await indexedDB.databases()).map(({ name }) => name) };
  });
  assert.deepEqual(left, { files: [], databases: [] });
  assert.deepEqual(
    await chromium.evaluateInServiceWorker(
      async () => [await chrome.storage.local.get(null), await chrome.storage.session.get(null)] as const,
    ),
    [{}, {}],
  );
  const { statistics, voices } = await watcher.waitForState(
    "the statistics",
    (state) => state.statistics.clips.count === 0 && state.statistics.sessions.length === 0 && state,
  );
  assert.deepEqual(statistics.models, { count: 0, sizeBytes: 0, partialBytes: 0 });
  assert.ok(voices.every((voice) => voice.source === "packaged" || !voice.installed));
});

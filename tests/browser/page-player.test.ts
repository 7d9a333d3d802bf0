/** @file The player in a page that tries to keep it out, in both browsers, driven by pointer and keys. A test tells it what is read. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import axe from "axe-core";
import type { Browser, Page } from "puppeteer-core";
import type { FollowCommand } from "../../src/shared/protocol.ts";
import { launchPlainBrowser } from "../../tools/browser/plain-browser.ts";
import { waitFor } from "../../tools/wait-for.ts";
import { openPlayer, paused, preparing, reading, type KeptInPage, type OpenPlayer } from "./harness/open-player.ts";
import { missing } from "./harness/requirements.ts";
import { usePages } from "./harness/use-pages.ts";

const { origin } = await usePages();

/** The last thing that the person wanted, when it is there. */
const waitForSent = <T extends FollowCommand["type"]>(player: OpenPlayer, type: T, count = 1): Promise<FollowCommand & { type: T }> =>
  waitFor(`${type} to be sent`, async () => {
    const sent = (await player.sent()).filter((command) => command !== "comeBack" && command.type === type);
    assert.ok(sent.length <= count, JSON.stringify(sent));
    return sent.length === count && (sent.at(-1) as FollowCommand & { type: T });
  });

/** Counts the events of keys and pointers that the page is told of while it loses nothing of its own. */
async function watchPage(page: Page): Promise<{ told(): Promise<string[]> }> {
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    const types = ["keydown", "keyup", "pointerdown", "pointerup", "mousedown", "mouseup", "click", "dblclick", "input", "focusin"];
    for (const type of types) document.addEventListener(type, () => told.push(type));
    // A dialog's trap, which takes back the focus.
    document.addEventListener(
      "focusin",
      ({ target }) => target !== document.querySelector("#field") && document.querySelector<HTMLElement>("#field")?.focus(),
      true,
    );
  });
  return { told: () => page.evaluate(() => (globalThis as unknown as { told: string[] }).told) };
}

const pageFocus = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? "");

/** The elements of the page beside its own. */
const strangers = (page: Page): Promise<string[]> =>
  page.evaluate(() => Array.from(document.documentElement.children, ({ localName }) => localName).filter((name) => name === "div"));

for (const family of ["chromium", "firefox"] as const) {
  const skip = missing(family);
  let browser: Browser | undefined;
  if (!skip) browser = await launchPlainBrowser(family);
  after(() => browser?.close());

  const open = async (page = "player.html", options = {}): Promise<OpenPlayer> => {
    if (!browser) throw new Error("there is no browser");
    return openPlayer(browser, `${origin}/${page}`, options);
  };

  describe(family, { skip }, () => {
    test("it is there while something is read, takes no focus, and leaves nothing", async () => {
      const player = await open();
      const { page } = player;
      await page.focus("#field");
      assert.deepEqual(await strangers(page), []);
      await player.show(reading());
      assert.equal(await player.textOf(".time.gone"), "1:02");
      assert.deepEqual(await strangers(page), ["div"]);
      assert.equal(await pageFocus(page), "field");
      // The page's own styles are far larger.
      const { width, height } = await player.boxOf(".card");
      assert.ok(width === 600 && height < 110, `${width} by ${height}`);
      await player.show(reading({ status: "idle", sentence: null, clock: null }));
      assert.deepEqual(await strangers(page), []);
      await player.show(reading({}, { showsPlayer: false }));
      assert.deepEqual(await strangers(page), []);
      await player.show(reading());
      assert.deepEqual(await strangers(page), ["div"]);
      await player.remove();
      assert.deepEqual(await strangers(page), []);
      await page.close();
    });

    test("the pointer presses each button, and the page is told of nothing and keeps its focus", async () => {
      const player = await open();
      await player.show(reading(), { isAway: true });
      await player.page.focus("#field");
      const { told } = await watchPage(player.page);
      const jump = (to: "sentence" | "paragraph", by: number) => ({ type: "jump", target: { to, by } });
      for (const button of [
        ".transport > :nth-child(1)",
        ".transport > :nth-child(2)",
        ".transport > :nth-child(4)",
        ".transport > :nth-child(5)",
      ]) {
        await player.click(button);
      }
      for (const button of [".play", ".where", ".back", ".close"]) await player.click(button);
      assert.deepEqual(await player.sent(), [
        jump("paragraph", -1),
        jump("sentence", -1),
        jump("sentence", 1),
        jump("paragraph", 1),
        { type: "pauseOrResume" },
        { type: "showPlace" },
        "comeBack",
        { type: "stop" },
      ]);
      assert.deepEqual(await told(), []);
      assert.equal(await pageFocus(player.page), "field");
      await player.page.close();
    });

    test("the keyboard reaches everything, and Escape gives the focus back", async () => {
      const player = await open();
      const { page } = player;
      await player.show(reading(), { isAway: true });
      await page.focus("#field");
      const { told } = await watchPage(page);
      await player.focus(".grip");
      const reached: (string | null)[] = [];
      for (let stop = 0; stop < 13; stop += 1) {
        if (stop > 0) await page.keyboard.press("Tab");
        reached.push(await player.focused());
      }
      assert.match(reached.shift() ?? "", /^Move the player/);
      assert.deepEqual(reached, [
        "Position in the text",
        "Rate",
        "Where is it?",
        "Previous paragraph",
        "Previous sentence",
        "Pause",
        "Next sentence",
        "Next paragraph",
        "Voice",
        "More",
        "Stop reading",
        "Back to the reading",
      ]);
      await page.focus("#field");
      await player.focus(".play");
      await page.keyboard.press("Enter");
      await page.keyboard.press(" ");
      await waitForSent(player, "pauseOrResume", 2);
      assert.equal(await player.focused(), "Pause");
      // Its own field got the focus once more.
      assert.deepEqual(await told(), ["focusin"]);
      await page.keyboard.press("Escape");
      assert.equal(await player.focused(), null);
      assert.equal(await pageFocus(page), "field");
      await page.keyboard.type("!");
      assert.ok((await told()).includes("keydown"), "the page has its keys again");
      await page.close();
    });

    test("the bar moves by itself, stands still while paused, and is told no more than once a second", async () => {
      const player = await open();
      const { page } = player;
      await player.show(reading({}, { rate: 2 }));
      await page.evaluate(() => {
        const { part } = globalThis as unknown as KeptInPage;
        const changes: number[] = [];
        Object.assign(globalThis, { changes });
        new MutationObserver(() => changes.push(Date.now())).observe(part(".time.gone"), {
          childList: true,
          subtree: true,
          characterData: true,
        });
      });
      // At rate 2 the 62.5 seconds are heard in 31, and the clock here moves at rate 1.
      assert.equal(await player.textOf(".time.gone"), "0:31");
      assert.equal(await player.textOf(".time.left"), "−1:29");
      await waitFor("the time to go on", async () => (await player.textOf(".time.gone")) === "0:33");
      const changes = await page.evaluate(() => (globalThis as unknown as { changes: number[] }).changes);
      assert.equal(changes.length, 2);
      await player.show(paused());
      assert.equal(await player.textOf(".time.gone"), "1:02");
      assert.match((await player.attributeOf("input", "aria-valuetext")) ?? "", /^1 minute,? 2 seconds of 4 minutes$/);
      assert.equal(await player.attributeOf(".play", "aria-label"), "Resume");
      assert.equal(await player.textOf("[role=status]"), "Paused");
      await page.close();
    });

    test("the bar goes where it is pressed, dragged, or sent by keys", async () => {
      const player = await open();
      const { page } = player;
      await player.show(paused());
      const middle = await player.placeOf("input");
      await page.mouse.click(middle.x, middle.y);
      const { target } = await waitForSent(player, "jump");
      assert.ok(target.to === "second" && Math.abs(target.second - 120) < 2, JSON.stringify(target));
      // The answer has not come yet.
      assert.match((await player.textOf(".time.gone")) ?? "", /^(1:59|2:00)$/);
      await waitFor("the focus to go back", async () => (await player.focused()) === null);
      await page.mouse.move(middle.x, middle.y);
      await page.mouse.down();
      await page.mouse.move(middle.x + 130, middle.y, { steps: 5 });
      await waitFor("the time at the pointer", async () => Number((await player.textOf(".time.gone"))?.slice(0, 1)) === 3);
      assert.equal((await player.sent()).length, 1);
      await page.mouse.up();
      await waitForSent(player, "jump", 2);
      // The release of the pointer gives it back once more.
      await waitFor("the focus to go back", async () => (await player.focused()) === null);
      await player.show(paused({ clock: { atMs: -1_000, seconds: 10, rate: 0 } }));
      assert.equal(await player.textOf(".time.gone"), "1:10");
      await player.focus("input");
      for (const key of ["ArrowRight", "ArrowRight", "PageUp", "ArrowLeft"] as const) await page.keyboard.press(key);
      const { target: last } = await waitForSent(player, "jump", 3);
      assert.deepEqual(last, { to: "second", second: 60 + 10 + 5 + 5 + 30 - 5 });
      assert.match((await player.attributeOf("input", "aria-valuetext")) ?? "", /^1 minute,? 45 seconds/);
      await page.close();
    });

    test("it is dragged, stays in the window, and goes back to the bottom", async () => {
      const player = await open();
      const { page } = player;
      await player.show(paused());
      const from = await player.placeOf(".grip");
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x + 60, from.y - 300, { steps: 6 });
      await page.mouse.up();
      const { place } = await waitForSent(player, "movePlayer");
      assert.ok(typeof place === "object" && Math.abs(place.x - 510 / 900) < 0.01 && place.y < 0.5, JSON.stringify(place));
      const moved = await player.placeOf(".grip");
      assert.ok(Math.abs(moved.x - from.x - 60) < 2 && Math.abs(moved.y - from.y + 300) < 2, JSON.stringify({ from, moved }));
      // A state that was sent before changes nothing.
      await player.show(reading());
      assert.deepEqual(await player.placeOf(".grip"), moved);
      await player.focus(".grip");
      for (let press = 0; press < 20; press += 1) await page.keyboard.press("ArrowUp");
      await waitForSent(player, "movePlayer", 2);
      assert.equal(Math.round((await player.boxOf(".card")).top), 8);
      await page.keyboard.press("Home");
      assert.equal((await waitForSent(player, "movePlayer", 3)).place, "docked");
      assert.deepEqual(await player.placeOf(".grip"), from);
      await page.close();
    });

    test("the buttons stay where they are when text appears and goes", async () => {
      const player = await open();
      for (const playerPlace of ["docked", { x: 0.2, y: 0.1 }, { x: 0.9, y: 0.8 }] as const) {
        await player.show(paused({}, { playerPlace }));
        const at = await player.placeOf(".play");
        await player.show(paused({ standIn: "failed" }, { playerPlace }), { isDrawn: false, isAway: true });
        assert.deepEqual(await player.placeOf(".play"), at, JSON.stringify(playerPlace));
        assert.ok(await player.textOf(".sentence"));
        assert.match((await player.textOf(".note")) ?? "", /^The natural voice could not be loaded/);
        assert.ok((await player.boxOf(".card")).isInside, JSON.stringify(playerPlace));
      }
      await player.page.close();
    });

    test("where the page cannot show it, the sentence is in the player, with the word that is heard", async () => {
      const player = await open();
      await player.show(reading(), { isDrawn: false });
      assert.equal(await player.textOf("mark"), "he");
      await waitFor("the next word", async () => (await player.textOf("mark")) === "climbed");
      await waitFor("the word after it", async () => (await player.textOf("mark")) === "the");
      await player.show(reading(), { isDrawn: true });
      assert.equal(await player.textOf(".sentence"), null);
      // The words of a text that was changed to be spoken are at other places.
      await player.show(
        reading({ sentence: { index: 5, text: "Ten kilometres.", start: 0, end: 6, words: [{ start: 0, end: 2, startSeconds: 0 }] } }),
        {
          isDrawn: false,
        },
      );
      assert.equal(await player.textOf("mark"), null);
      assert.equal(await player.textOf(".sentence"), "Ten kilometres.");
      await player.page.close();
    });

    test("getting ready is told when it takes long, with the text that comes", async () => {
      const player = await open();
      await player.show(preparing());
      assert.equal(await player.textOf(".label"), null);
      await waitFor("the text that comes", async () => (await player.textOf(".upcoming"))?.startsWith("The lighthouse"));
      assert.equal(await player.textOf(".label"), "Getting ready…");
      await player.show(reading());
      assert.equal(await player.textOf(".label"), null);
      await player.page.close();
    });

    test("rate and voice are chosen, and an earlier state does not take them back", async () => {
      const player = await open();
      const { page } = player;
      await player.show(reading({}, { rate: 1.15 }));
      const value = (selector: string): Promise<string> =>
        page.evaluate((wanted) => ((globalThis as unknown as KeptInPage).part(wanted) as HTMLSelectElement).value, selector);
      assert.equal(await value(".rate select"), "1.15×");
      await player.focus(".rate select");
      await page.keyboard.type("2.5");
      const rate = await waitFor("the rate", async () => {
        const sent = (await player.sent()).at(-1);
        return sent !== undefined && sent !== "comeBack" && sent.type === "setRate" && sent.rate === 2.5 && sent.rate;
      });
      await player.show(reading({ upcoming: "new" }, { rate: 1.15 }));
      assert.equal(await value(".rate select"), "2.5×");
      await player.show(reading({}, { rate }));
      assert.equal(await value(".rate select"), "2.5×");
      await player.focus(".voice select");
      await page.keyboard.type("z");
      assert.deepEqual((await waitForSent(player, "chooseVoice")).choice, { voiceId: "zoe", speakerId: 3 });
      await page.close();
    });

    test("the menu hides the player for good, and is closed by Escape and by a press elsewhere", async () => {
      const player = await open();
      const { page } = player;
      await player.show(reading({}, { playerPlace: { x: 0.5, y: 0.6 } }));
      await player.click(".more");
      assert.match((await player.textOf(".menu")) ?? "", /The settings can show the player again/);
      await player.focus(".item");
      await page.keyboard.press("Escape");
      assert.equal(await player.textOf(".menu"), null);
      assert.equal(await player.focused(), "More");
      await player.click(".more");
      await page.mouse.click(20, 20);
      assert.equal(await player.textOf(".menu"), null);
      await player.click(".more");
      await player.click(".item:nth-last-child(2)");
      assert.equal((await waitForSent(player, "movePlayer")).place, "docked");
      await player.click(".more");
      await player.click(".hide");
      await waitForSent(player, "hidePlayer");
      await page.close();
    });

    test("a page that makes events of its own, or takes the player out, gets nowhere", async () => {
      const player = await open();
      const { page } = player;
      await player.show(reading());
      await player.focus(".play");
      await page.evaluate(() => {
        const { shadow, part } = globalThis as unknown as KeptInPage;
        // Nothing of this could a page do with a closed root.
        for (const button of shadow.querySelectorAll("button")) button.click();
        const press = { bubbles: true, composed: true, key: "ArrowRight" };
        part("input").dispatchEvent(new KeyboardEvent("keydown", press));
        shadow.host.dispatchEvent(new KeyboardEvent("keydown", { ...press, key: "Escape" }));
        part("select").dispatchEvent(new Event("change", press));
      });
      assert.equal(await player.focused(), "Pause");
      const isPutBack = async (act: (host: Element) => void): Promise<boolean> => {
        await page.evaluate((source) => {
          const { shadow } = globalThis as unknown as KeptInPage;
          (new Function(`return ${source}`)() as typeof act)(shadow.host);
        }, String(act));
        return (await player.textOf(".time.gone")) !== null;
      };
      assert.ok(await isPutBack((host) => host.remove()));
      assert.ok(await isPutBack((host) => document.body.append(host)));
      assert.ok(await isPutBack((host) => host.setAttribute("inert", "")));
      assert.ok(await isPutBack((host) => host.setAttribute("style", "display: none !important; opacity: 0 !important")));
      await player.click(".play");
      await waitForSent(player, "pauseOrResume");
      for (let time = 0; time < 8; time += 1) await isPutBack((host) => host.remove());
      assert.deepEqual(await strangers(page), []);
      assert.equal((await player.sent()).length, 1);
      await page.close();
    });

    test("a page whose elements replace the document's properties has a player too", async () => {
      const player = await open("player-hostile.html");
      await player.show(paused());
      assert.equal(await player.textOf(".time.gone"), "1:02");
      await player.click(".play");
      await waitForSent(player, "pauseOrResume");
      await player.remove();
      assert.deepEqual(await player.page.evaluate(() => document.querySelectorAll("html > div").length), 0);
      await player.page.close();
    });

    test("beside a dialog and in full screen it can be pressed too", async () => {
      const player = await open();
      const { page } = player;
      await player.show(paused());
      await page.evaluate(() => {
        const dialog = document.createElement("dialog");
        document.body.append(dialog);
        dialog.showModal();
        document.addEventListener("keydown", ({ key }) => {
          if (key === "a") dialog.close();
          if (key === "b") void document.querySelector("main")?.requestFullscreen();
        });
      });
      await player.show(paused({ upcoming: "new" }));
      await player.click(".play");
      await waitForSent(player, "pauseOrResume");
      await page.keyboard.press("a");
      await waitFor("the dialog to close", async () => (await strangers(page)).length === 1);
      await player.click(".play");
      await waitForSent(player, "pauseOrResume", 2);
      await page.keyboard.press("b");
      await waitFor("the full screen", () =>
        page.evaluate(() => (globalThis as unknown as KeptInPage).shadow.host.parentElement?.localName === "main"),
      );
      await player.click(".play");
      await waitForSent(player, "pauseOrResume", 3);
      await page.evaluate(() => document.exitFullscreen());
      await waitFor("the end of the full screen", async () => (await strangers(page)).length === 1);
      await page.close();
    });
  });
}

/** Runs every rule of the checker, which sees into the player, on light and dark pages. */
async function check(player: OpenPlayer, state: string): Promise<void> {
  const { page } = player;
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  await page.evaluate(axe.source);
  const faults = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run((globalThis as unknown as KeptInPage).shadow.host, {
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} (${node.failureSummary ?? ""})`));
  });
  assert.deepEqual(faults, [], state);
  const small = await page.evaluate(() =>
    Array.from((globalThis as unknown as KeptInPage).shadow.querySelectorAll("button, select, input"), (element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 0 && Math.min(width, height) < 32 ? element.outerHTML : "";
    }).filter(Boolean),
  );
  assert.deepEqual(small, [], `${state}: targets of at least 32 pixels`);
  assert.ok((await player.boxOf(".card")).isInside, `${state}: nothing is outside of the window`);
}

test("an automated checker finds nothing in any state, on any page, in any window", { skip: missing("chromium") }, async () => {
  const browser = await launchPlainBrowser("chromium");
  try {
    for (const options of [{}, { language: "fr" }, { direction: "rtl" }] as const) {
      const player = await openPlayer(browser, `${origin}/player.html`, options);
      for (const ground of ["#ffffff", "#111111"]) {
        for (const [width, height] of [
          [900, 600],
          [320, 480],
          [450, 300],
        ] as const) {
          await player.page.setViewport({ width, height });
          await player.page.evaluate((colour) => document.documentElement.style.setProperty("background", colour), ground);
          const about = `${JSON.stringify(options)}, ${ground}, ${width}`;
          await player.show(reading());
          await check(player, `speaking, ${about}`);
          await player.show(paused({ standIn: "notInstalled" }, { playerPlace: { x: 0, y: 0 } }), { isDrawn: false, isAway: true });
          await check(player, `paused, with text, ${about}`);
          await player.show(preparing());
          await waitFor("the text that comes", () => player.textOf(".upcoming"));
          await player.click(".more");
          await check(player, `preparing, with a menu, ${about}`);
        }
      }
      await player.page.close();
    }
  } finally {
    await browser.close();
  }
});

import browser from "webextension-polyfill";
import { baseLanguage } from "../src/shared/languages.ts";
import { request } from "../src/shared/messaging.ts";
import {
  followPortName,
  type FollowCommand,
  type FollowMessage,
  type FollowState,
  type FollowView,
  type OffscreenState,
} from "../src/shared/protocol.ts";
import { defaultSettings, instantVoiceId, type Settings } from "../src/shared/settings.ts";
import { parseFollowCommand } from "./follow-command.ts";
import type { Narrator } from "./narrator.ts";

const nothingSeen: FollowView = { isDrawn: false, isAway: false };

/** A frame that is loaded anew, or whose page was kept by the browser, needs less time than this to come back by itself. */
const returnMs = 500;

/** The pages that follow the reading. */
export interface Followers {
  /** Tells the pages of the tab that is read what is heard, and lets go of the others. */
  tell(): void;
  configure(settings: Settings): void;
}

/**
 * Accepts the ports of the scripts in the tab that is being read, and of no other. They know only what is heard of their own tab, and may
 * ask only for what the player offers. Call it synchronously when the document starts.
 */
export function acceptFollowers(
  state: () => Pick<OffscreenState, "narration" | "voices">,
  narrator: () => Promise<Pick<Narrator, "pauseOrResume" | "stop" | "jump">>,
): Followers {
  /** Each port, and what it was told last. */
  const ports = new Map<browser.Runtime.Port, string>();
  let settings = defaultSettings;
  let view = nothingSeen;

  const isRead = ({ sender }: browser.Runtime.Port): boolean => {
    const { status, source } = state().narration;
    return (
      status !== "idle" && source !== null && source.tabId !== null && sender?.id === browser.runtime.id && sender.tab?.id === source.tabId
    );
  };

  const hasText = ({ sender }: browser.Runtime.Port): boolean => sender?.frameId === state().narration.source?.frameId;

  const tellPort = (port: browser.Runtime.Port): void => {
    if (!isRead(port)) {
      ports.delete(port);
      port.disconnect();
      return;
    }
    const told: FollowMessage = { state: followState(state(), settings, hasText(port)), view };
    const json = JSON.stringify(told);
    if (ports.get(port) === json) return;
    ports.set(port, json);
    port.postMessage(told);
  };

  const tell = (): void => [...ports.keys()].forEach(tellPort);

  const setView = (seen: FollowView): void => {
    view = seen;
    tell();
  };

  /** The page was left, or loaded anew. */
  const closed = (port: browser.Runtime.Port): void => {
    if (!ports.delete(port) || !isRead(port)) return;
    if (hasText(port)) setView(nothingSeen);
    const { tab, frameId = 0 } = port.sender ?? {};
    const isBack = (): boolean => [...ports.keys()].some(({ sender }) => sender?.tab?.id === tab?.id && sender?.frameId === frameId);
    setTimeout(() => {
      if (tab?.id === undefined || !isRead(port) || isBack()) return;
      request("background", "followAgain", { tabId: tab.id, frameId }).catch(() => undefined);
    }, returnMs);
  };

  const act = async (command: FollowCommand, port: browser.Runtime.Port): Promise<void> => {
    switch (command.type) {
      case "tellView":
        return hasText(port) ? setView(command.view) : undefined;
      case "pauseOrResume":
        return (await narrator()).pauseOrResume();
      case "stop":
        return (await narrator()).stop();
      case "jump":
        return (await narrator()).jump(command.target);
      case "showPlace": {
        const { source } = state().narration;
        return source ? request("background", "showPlace", source) : undefined;
      }
      case "setRate":
        return change({ rate: command.rate });
      case "chooseVoice": {
        const language = baseLanguage(state().narration.language ?? "");
        return change({ voices: { ...settings.voices, [language]: command.choice } });
      }
      case "movePlayer":
        return change({ playerPlace: command.place });
      case "sayDifferently":
        return request("background", "openDictionary", { word: command.word });
      case "hidePlayer":
        return change({ showsPlayer: false });
    }
  };

  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== followPortName) return;
    ports.set(port, "");
    port.onDisconnect.addListener(() => closed(port));
    port.onMessage.addListener((sent: unknown) => {
      const command = isRead(port)
        ? parseFollowCommand(
            sent,
            choicesFor(state()).map(({ choice }) => choice),
          )
        : undefined;
      // What cannot be done now can be asked for again.
      if (command) act(command, port).catch(() => undefined);
    });
    tellPort(port);
  });

  return {
    tell,
    configure(changed) {
      settings = changed;
      tell();
    },
  };
}

async function change(settings: Partial<Settings>): Promise<void> {
  await request("background", "updateSettings", settings);
}

function followState(state: Pick<OffscreenState, "narration" | "voices">, settings: Settings, hasText: boolean): FollowState {
  const { status, utteranceId, language, sentence, clock, timeline, resume, voice, standIn, upcoming } = state.narration;
  const { rate, highlight, highlightColour, scrollsAlong, showsPlayer, playerPlace, jumpsOnDoubleClick } = settings;
  return {
    narration: { status, utteranceId, language, sentence, clock, timeline, resume, voice, standIn, upcoming },
    hasText,
    voices: choicesFor(state),
    settings: { rate, highlight, highlightColour, scrollsAlong, showsPlayer, playerPlace, jumpsOnDoubleClick },
  };
}

/** The instant voice and the installed ones that read the language. Of a voice with many speakers it is the one being heard, or the first. */
function choicesFor({
  narration: { language, voice: heard },
  voices,
}: Pick<OffscreenState, "narration" | "voices">): FollowState["voices"] {
  const base = baseLanguage(language ?? "");
  return voices
    .filter(({ voiceId, language: spoken, installed, damaged }) =>
      voiceId === instantVoiceId ? true : installed && !damaged && baseLanguage(spoken) === base,
    )
    .map(({ voiceId, name, speakers }) => {
      const speakerId = heard?.voiceId === voiceId ? heard.speakerId : 0;
      const speaker = speakers.length > 1 ? speakers.find((each) => each.speakerId === speakerId)?.name : undefined;
      return { choice: { voiceId, speakerId }, name: speaker ? `${name} (${speaker})` : name };
    });
}

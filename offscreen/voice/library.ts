import { isAbort, SpokenError, toWireError } from "../../src/shared/errors.ts";
import { instantVoiceId } from "../../src/shared/settings.ts";
import type { Install, Voice } from "../../src/shared/protocol.ts";
import type { Catalogue, CatalogueVoice } from "./catalogue.ts";
import { installVoice } from "./install.ts";
import type { VoiceStore } from "./store.ts";

/** The voices a person can choose from, and the downloads under way. */
export interface VoiceLibrary {
  list(): Promise<Voice[]>;
  /** Bytes of the models on disk. */
  diskUse(): Promise<{ count: number; sizeBytes: number }>;
  /** Starts a download, or joins the one under way; its course is told by `onInstall`. Throws `voiceUnknown`. */
  install(voiceId: string): void;
  cancelInstall(voiceId: string): void;
  remove(voiceId: string): Promise<void>;
}

/** Progress is told at most this often, so that a fast download does not drown those who watch. */
const progressIntervalMs = 100;

/** Puts catalogue and disk together; `onInstall` hears each step of a download, `onChange` each voice that came or went. */
export function createVoiceLibrary(
  catalogue: Catalogue,
  store: VoiceStore,
  onInstall: (install: Install) => void,
  onChange: () => void,
): VoiceLibrary {
  const underWay = new Map<string, AbortController>();

  const run = async (voice: CatalogueVoice, signal: AbortSignal): Promise<void> => {
    const totalBytes = voice.model.sizeBytes + voice.config.sizeBytes;
    let latest: Install = { voiceId: voice.voiceId, status: "downloading", loadedBytes: 0, totalBytes, error: null };
    let toldAt = 0;
    const tell = (change: Partial<Install>): void => {
      latest = { ...latest, ...change };
      toldAt = performance.now();
      onInstall(latest);
    };
    tell({});
    try {
      await installVoice(
        voice,
        catalogue.hosts,
        store,
        (progress) => {
          if (progress.status !== latest.status || performance.now() - toldAt >= progressIntervalMs) tell(progress);
        },
        signal,
      );
      tell({ status: "installed", loadedBytes: totalBytes });
      onChange();
    } catch (thrown) {
      tell(isAbort(thrown) ? { status: "cancelled" } : { status: "failed", error: toWireError(thrown) });
    } finally {
      underWay.delete(voice.voiceId);
    }
  };

  return {
    async list() {
      const installed = new Set((await store.list()).map(({ voiceId }) => voiceId));
      return [instantVoice, ...catalogue.voices.map((voice) => describe(voice, installed.has(voice.voiceId)))];
    },
    async diskUse() {
      const installed = await store.list();
      return { count: installed.length, sizeBytes: installed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
    },
    install(voiceId) {
      if (underWay.has(voiceId)) return;
      const voice = catalogue.voices.find((candidate) => candidate.voiceId === voiceId);
      if (!voice) throw new SpokenError("voiceUnknown", `${voiceId} is not in the catalogue`);
      const controller = new AbortController();
      underWay.set(voiceId, controller);
      void run(voice, controller.signal);
    },
    cancelInstall(voiceId) {
      underWay.get(voiceId)?.abort();
    },
    async remove(voiceId) {
      underWay.get(voiceId)?.abort();
      await store.remove(voiceId);
      onChange();
    },
  };
}

const instantVoice: Voice = {
  voiceId: instantVoiceId,
  name: "eSpeak NG",
  language: "mul",
  quality: "instant",
  speakers: [],
  sizeBytes: 0,
  installed: true,
};

function describe({ model, config, ...voice }: CatalogueVoice, installed: boolean): Voice {
  return { ...voice, sizeBytes: model.sizeBytes + config.sizeBytes, installed };
}

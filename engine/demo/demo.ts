/** @file The page: a voice is chosen, a text is spoken, and what is heard and measured is shown. It knows the engine by its one entry only. */
import { followedText } from "./followed-text.ts";
import { loadInstantVoice, loadPiperVoice, RefusedModel, type DemoVoice, type Listener } from "./loaded-voice.ts";
import { startPlayback, type Playback } from "./player.ts";
import { speakText } from "./speak-text.ts";
import { addFiles, type ChosenFiles } from "./voice-files.ts";
import { sayError, type Telling } from "./what-to-say.ts";

const element = <T extends HTMLElement>(id: string, type: new () => T): T => {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${id}`);
  return found;
};

const page = element("page", HTMLElement);
const espeakVoice = element("espeak-voice", HTMLInputElement);
const files = element("files", HTMLInputElement);
const speaker = element("speaker", HTMLInputElement);
const progress = element("progress", HTMLProgressElement);
const text = element("text", HTMLTextAreaElement);
const speakButton = element("speak", HTMLButtonElement);
const stopButton = element("stop", HTMLButtonElement);
const shown = followedText(element("heard-text", HTMLElement));

const write = (id: string, words: string): void => void (element(id, HTMLElement).textContent = words);

/** `opening`: a voice is being loaded. `silent`: no voice is loaded. `speaking` lasts until the last sample was heard. */
type State = "opening" | "silent" | "ready" | "speaking";

let voice: DemoVoice | undefined;
/** Ends the loading or the voice that was chosen last. */
let leaving = new AbortController();
/** Ends the speech that is being heard. */
let stopping: AbortController | undefined;
let chosen: ChosenFiles = {};

function show(state: State): void {
  page.dataset["state"] = state;
  speakButton.disabled = state === "opening" || state === "silent";
  stopButton.disabled = state !== "speaking";
}

/** Says what went wrong, beside what was tried; nothing where it is not given. */
function showProblem(place: "voice-problem" | "speech-problem", told?: Telling): void {
  const lines = [told?.words, told?.detail].filter((line) => line !== undefined);
  element(place, HTMLElement).replaceChildren(
    ...lines.map((line, index) => Object.assign(document.createElement("p"), { textContent: line, className: index > 0 ? "quiet" : "" })),
  );
}

/** Leaves the voice that was chosen before and loads another, called `name`. */
async function choose(name: string, load: (signal: AbortSignal, listener: Listener) => Promise<DemoVoice>): Promise<void> {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  stopping?.abort();
  voice?.voice.close();
  voice = undefined;
  show("opening");
  showProblem("voice-problem");
  showProblem("speech-problem");
  write("voice-state", `Loading ${name} …`);
  write("verdict", "");
  for (const id of ["first-sound", "real-time-factor", "memory", "threads"]) write(id, "–");
  shown.show("");
  element("speaker-row", HTMLElement).hidden = true;
  try {
    const loaded = await load(signal, listenerFor(name, signal));
    if (signal.aborted) return loaded.voice.close();
    voice = loaded;
    showVoice(loaded);
    write("voice-state", `${name} is ready.`);
    show("ready");
  } catch (thrown) {
    if (!signal.aborted) fail(name, thrown instanceof RefusedModel ? thrown.told : sayError(thrown));
  } finally {
    if (!signal.aborted) progress.hidden = true;
  }
}

function listenerFor(name: string, signal: AbortSignal): Listener {
  return {
    onProgress(share) {
      if (signal.aborted) return;
      progress.hidden = false;
      progress.value = share;
      write("voice-state", `Verifying ${name} …`);
    },
    onVerdict({ words }) {
      if (signal.aborted) return;
      progress.hidden = true;
      write("verdict", words);
      write("voice-state", `Loading ${name} …`);
    },
    onDied: () => !signal.aborted && fail(name, { words: "The voice stopped working. Choose it again." }),
  };
}

function fail(name: string, told: Telling): void {
  voice = undefined;
  write("voice-state", `${name} cannot be used.`);
  showProblem("voice-problem", told);
  show("silent");
}

function showVoice({ voice, speakerCount, threads }: DemoVoice): void {
  element("speaker-row", HTMLElement).hidden = speakerCount < 2;
  speaker.value = "0";
  speaker.max = String(speakerCount - 1);
  write("speaker-range", `0 to ${speakerCount - 1}`);
  write("threads", crossOriginIsolated ? String(threads) : "1, for the page is not cross-origin isolated");
  showMemory(voice.memoryBytes());
}

function showMemory(bytes: number): void {
  write("memory", `${Math.round(bytes / 1e6)} MB`);
}

async function speak(): Promise<void> {
  const speaking = voice;
  if (!speaking) return;
  stopping?.abort();
  const mine = (stopping = new AbortController());
  const { signal } = mine;
  const playback = startPlayback();
  signal.addEventListener("abort", () => playback.stop());
  const askedAtMs = performance.now();
  show("speaking");
  showProblem("speech-problem");
  follow(speaking, playback, signal, askedAtMs);
  try {
    await speakText(speaking, text.value, speaker.valueAsNumber || 0, playback, shown, signal);
    await playback.finished();
  } catch (thrown) {
    // What was made before is heard.
    await playback.finished();
    if (stopping === mine && !signal.aborted) showProblem("speech-problem", sayError(thrown));
  }
  if (stopping !== mine) return;
  stopping = undefined;
  mine.abort();
  if (voice === speaking) show("ready");
}

/** Shows, picture by picture, what is heard and what was measured, until `signal` aborts. */
function follow({ voice, spoken }: DemoVoice, playback: Playback, signal: AbortSignal, askedAtMs: number): void {
  const look = (): void => {
    const heard = signal.aborted || playback.heardSeconds() === 0 ? undefined : playback.heardSeconds();
    shown.follow(heard);
    if (signal.aborted) return;
    const beganAtMs = playback.beganAtMs();
    if (beganAtMs !== undefined) write("first-sound", `${Math.round(beganAtMs - askedAtMs)} ms`);
    if (spoken.soundSeconds > 0) write("real-time-factor", (spoken.tookMs / 1000 / spoken.soundSeconds).toFixed(3));
    showMemory(voice.memoryBytes());
    requestAnimationFrame(look);
  };
  signal.addEventListener("abort", look);
  look();
}

function chooseInstantVoice(): void {
  const name = espeakVoice.value.trim();
  void choose(`The instant voice "${name}"`, (signal, listener) => loadInstantVoice(name, signal, listener));
}

function chooseFiles(added: FileList): void {
  chosen = addFiles(chosen, added);
  const { model, config } = chosen;
  if (model && config) return void choose(model.name, (signal, listener) => loadPiperVoice(model, config, signal, listener));
  if (model) showProblem("voice-problem", { words: `${model.name} is the model. Choose its config too: ${model.name}.json.` });
  else if (config)
    showProblem("voice-problem", { words: `${config.name} is the config. Choose the model too: a file that ends in .onnx.` });
  else showProblem("voice-problem", { words: "A Piper voice is two files: one ends in .onnx, the other in .onnx.json." });
}

element("instant", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  chooseInstantVoice();
});
files.addEventListener("change", () => {
  if (files.files) chooseFiles(files.files);
});
// So that the same file can be chosen again.
files.addEventListener("click", () => (files.value = ""));
addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
});
addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) document.body.classList.remove("dropping");
});
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  if (event.dataTransfer) chooseFiles(event.dataTransfer.files);
});
speakButton.addEventListener("click", () => void speak());
stopButton.addEventListener("click", () => stopping?.abort());
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void speak();
  if (event.key === "Escape") stopping?.abort();
});
// The server of `npm run dev` tells of changes; any other has nothing there.
new EventSource("changes").addEventListener("message", () => location.reload());

chooseInstantVoice();

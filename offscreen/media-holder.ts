/**
 * @file Browsers give the media keys and a place in the system's player only to a media element that plays. Chromium does not take an
 * `AudioContext` for one, nor an element that plays a `MediaStream`; Firefox, in addition, ignores an element that is silent. So an element
 * plays inaudible noise beside the speech, which keeps its own short way to the loudspeaker. Firefox shows a document that was once a player
 * until it ends, so the element has a document of its own.
 */

/** Browsers take short sounds for signals, not for media: Firefox those of less than 3 s. */
const seconds = 10;
const sampleRate = 8_000;
/** The noise's peak, of 32,767: -75 dB on average. Firefox takes less than 6 for silence. */
const peak = 10;
const headerBytes = 44;

/** A player in the eyes of the browser. */
export interface MediaHolder {
  /** What the system shows of it. */
  readonly session: MediaSession;
  play(): void;
  pause(): void;
}

/** Opens a holder. */
export type OpenMediaHolder = (onOpen: (holder: MediaHolder) => void, onInterrupted: () => void) => { close(): void };

/**
 * Opens a holder in a frame of this document. `onOpen` is called once it plays. `onInterrupted` is called when the browser pauses it by
 * itself: another program has taken the sound device. After `close` neither is called, and the system shows nothing of it.
 */
export const openMediaHolder: OpenMediaHolder = (onOpen, onInterrupted) => {
  const frame = document.createElement("iframe");
  const url = URL.createObjectURL(new Blob([inaudibleWav()], { type: "audio/wav" }));
  let shouldPlay = true;

  frame.onload = () => {
    const view = frame.contentWindow;
    if (!view) return;
    const element = view.document.createElement("audio");
    const play = (): void => {
      shouldPlay = true;
      // It is refused if the holder is paused or closed at once, or if there is no sound device, which the speech itself reports.
      element.play().catch(() => undefined);
    };
    const pause = (): void => {
      shouldPlay = false;
      element.pause();
    };
    element.onpause = () => {
      if (shouldPlay && element.paused) onInterrupted();
    };
    // Not before: Chromium learns of the frame's document later than the document itself, and then forgets what it has shown already.
    element.addEventListener("playing", () => shouldPlay && onOpen({ session: view.navigator.mediaSession, play, pause }), { once: true });
    element.loop = true;
    element.src = url;
    play();
  };
  document.documentElement.append(frame);

  return {
    close() {
      // The end of the document pauses its element, too.
      shouldPlay = false;
      frame.onload = null;
      frame.remove();
      URL.revokeObjectURL(url);
    },
  };
};

/** A WAV file (16 bits, one channel) of noise. */
function inaudibleWav(): ArrayBuffer {
  const count = seconds * sampleRate;
  const view = new DataView(new ArrayBuffer(headerBytes + 2 * count));
  const writeName = (offset: number, name: string): void =>
    [...name].forEach((letter, index) => view.setUint8(offset + index, letter.charCodeAt(0)));
  writeName(0, "RIFF");
  view.setUint32(4, headerBytes - 8 + 2 * count, true);
  writeName(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, 2 * sampleRate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  writeName(36, "data");
  view.setUint32(40, 2 * count, true);
  for (let i = 0; i < count; i++) view.setInt16(headerBytes + 2 * i, Math.round(peak * (2 * Math.random() - 1)), true);
  return view.buffer;
}

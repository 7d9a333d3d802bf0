/**
 * @file Browsers give the media keys and a place in the system's player only to a media element that plays. Chromium does not take an
 * `AudioContext` for one, nor an element that plays a `MediaStream`; Firefox, in addition, ignores an element that is silent. So an element
 * plays inaudible noise beside the speech, which keeps its own short way to the loudspeaker.
 */

/** Both browsers ignore sounds of less than 5 s. */
const seconds = 10;
const sampleRate = 8_000;
/** The noise's peak, of 32,767: -75 dB on average. Firefox takes less than 6 for silence. */
const peak = 10;
const headerBytes = 44;

/** Makes this document a player in the eyes of the browser. */
export interface MediaHolder {
  /** From now on it is a player that plays. */
  play(): void;
  /** It is a player that is paused. */
  pause(): void;
  /** It is no player any more. */
  release(): void;
}

/**
 * Creates the holder, which holds nothing yet. `onInterrupted` is called when the browser pauses it by itself: another program has taken the
 * sound device.
 */
export function createMediaHolder(onInterrupted: () => void): MediaHolder {
  const element = new Audio();
  let url: string | undefined;
  let shouldPlay = false;
  element.loop = true;
  element.onpause = () => {
    if (shouldPlay && element.paused) onInterrupted();
  };

  return {
    play() {
      if (shouldPlay) return;
      shouldPlay = true;
      url ??= URL.createObjectURL(new Blob([inaudibleWav()], { type: "audio/wav" }));
      if (!element.src) element.src = url;
      // It is refused if the holder is paused or released at once, or if there is no sound device, which the speech itself reports.
      element.play().catch(() => undefined);
    },
    pause() {
      shouldPlay = false;
      element.pause();
    },
    release() {
      if (!element.src) return;
      shouldPlay = false;
      element.pause();
      element.removeAttribute("src");
      element.load();
    },
  };
}

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

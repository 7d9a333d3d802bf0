/** The first channel of a recording. */
export interface Recording {
  /** From -1 to 1. */
  samples: Float32Array;
  sampleRate: number;
}

const pcmFormat = 1;
const floatFormat = 3;
const extensibleFormat = 0xfffe;

/** Reads the first channel of a WAV file of 16-bit integers or 32-bit floats; throws on anything else. */
export function readWav(bytes: Uint8Array): Recording {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || chunkName(view, 0) !== "RIFF" || chunkName(view, 8) !== "WAVE") throw new Error("Not a WAV file");
  let format: { kind: number; channels: number; sampleRate: number; bits: number } | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const start = at + 8;
    const declared = view.getUint32(at + 4, true);
    if (chunkName(view, at) === "fmt ") {
      const kind = view.getUint16(start, true);
      format = {
        // The extensible format has the actual format in the first bytes of its sub-format.
        kind: kind === extensibleFormat ? view.getUint16(start + 24, true) : kind,
        channels: view.getUint16(start + 2, true),
        sampleRate: view.getUint32(start + 4, true),
        bits: view.getUint16(start + 14, true),
      };
    }
    if (chunkName(view, at) === "data") {
      if (!format) throw new Error("WAV file without a format before its data");
      // A recorder that was killed has not written the length (it is 0 or the maximum). Then the data extends to the end of the file.
      const isOpen = declared === 0 || start + declared > bytes.length;
      const data = bytes.subarray(start, isOpen ? bytes.length : start + declared);
      return { samples: firstChannel(data, format), sampleRate: format.sampleRate };
    }
    at = start + declared + (declared % 2);
  }
  throw new Error("WAV file without data");
}

/** Reads the first channel of signed 16-bit little-endian samples without a header, as `parec` writes them. An incomplete last frame is ignored. */
export function readRawS16le(bytes: Uint8Array, sampleRate: number, channels = 1): Recording {
  return { samples: firstChannel(bytes, { kind: pcmFormat, channels, bits: 16 }), sampleRate };
}

function firstChannel(data: Uint8Array, format: { kind: number; channels: number; bits: number }): Float32Array {
  const { kind, channels, bits } = format;
  const isFloat = kind === floatFormat && bits === 32;
  if (!isFloat && !(kind === pcmFormat && bits === 16)) throw new Error(`WAV format ${kind} of ${bits} bits is not read here`);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const frameBytes = (bits / 8) * channels;
  return Float32Array.from({ length: Math.floor(data.length / frameBytes) }, (_, frame) =>
    isFloat ? view.getFloat32(frame * frameBytes, true) : view.getInt16(frame * frameBytes, true) / 32768,
  );
}

function chunkName(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}

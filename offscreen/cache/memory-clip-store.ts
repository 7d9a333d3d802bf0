import { durationOf, type Clip, type ClipStore, type OnEvict } from "./clip-store.ts";

/** The maximum, whatever limit the user sets for the disk: 75 minutes of a medium voice. */
const maxBytes = 200e6;

/** Clips that are never written to disk and end with the browser session. The order of the map is the order of use. */
export function createMemoryClipStore(initialLimitBytes: number, onEvict: OnEvict): ClipStore {
  const clips = new Map<string, Clip>();
  let limitBytes = Math.min(initialLimitBytes, maxBytes);

  const sizeBytes = (): number => [...clips.values()].reduce((sum, { sound }) => sum + sound.byteLength, 0);

  const evict = (): void => {
    const before = sizeBytes();
    let total = before;
    let count = 0;
    for (const [key, { sound }] of clips) {
      if (total <= limitBytes) break;
      total -= sound.byteLength;
      count++;
      clips.delete(key);
    }
    if (count > 0) onEvict(count, before - total);
  };

  return {
    async get(identity, leaveNoTrace) {
      const key = JSON.stringify(identity);
      const clip = clips.get(key);
      if (clip && !leaveNoTrace) {
        clips.delete(key);
        clips.set(key, clip);
      }
      return clip;
    },
    async put(identity, clip) {
      if (clip.sound.byteLength > limitBytes) return;
      const key = JSON.stringify(identity);
      clips.delete(key);
      clips.set(key, clip);
      evict();
    },
    async limit(bytes) {
      limitBytes = Math.min(bytes, maxBytes);
      evict();
    },
    async destroy() {
      clips.clear();
    },
    totals: () => ({
      count: clips.size,
      sizeBytes: sizeBytes(),
      durationSeconds: [...clips.values()].reduce((sum, clip) => sum + durationOf(clip), 0),
    }),
  };
}

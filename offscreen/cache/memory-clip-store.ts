import { durationOf, type Clip, type ClipStore, type OnEvict } from "./clip-store.ts";

/** However much disk a person allows: 75 minutes of medium voices. */
const mostBytes = 200e6;

/** Clips that no disk ever sees: they end with the browser session. The order of the map is the order of use. */
export function createMemoryClipStore(initialLimitBytes: number, onEvict: OnEvict): ClipStore {
  const clips = new Map<string, Clip>();
  let limitBytes = Math.min(initialLimitBytes, mostBytes);

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
      limitBytes = Math.min(bytes, mostBytes);
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

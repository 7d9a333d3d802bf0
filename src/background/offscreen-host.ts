/** Keeps the document alive that holds voices, caches and sound; one implementation per browser family. */
export interface OffscreenHost {
  /** Resolves once the document exists and has its listeners, however many ask at once. */
  ensure(): Promise<void>;
  /** True if the document exists. */
  exists(): Promise<boolean>;
}

/** Where the build puts the document. */
export const offscreenPath = "offscreen/offscreen.html";

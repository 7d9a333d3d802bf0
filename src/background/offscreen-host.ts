/** Keeps the document alive that holds voices, caches and sound. There is one implementation per browser family. */
export interface OffscreenHost {
  /**
   * Resolves when the document exists and has its listeners. Calls at the same time share the work; after a failure the next call tries
   * again.
   */
  ensure(): Promise<void>;
  /** True if the document exists. */
  exists(): Promise<boolean>;
  /** The document reports whether it has work in progress that must not be interrupted. */
  stayAwake(isBusy: boolean): void;
}

/** The path of the document in the package. */
export const offscreenPath = "offscreen/offscreen.html";

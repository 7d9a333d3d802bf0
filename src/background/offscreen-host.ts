/** Keeps the document alive that holds voices, caches and sound; one implementation per browser family. */
export interface OffscreenHost {
  /** Resolves once the document exists and has its listeners, however many ask at once; after a failure the next call tries again. */
  ensure(): Promise<void>;
  /** True if the document exists. */
  exists(): Promise<boolean>;
  /** Told by the document whether something is under way in it that its end would break off. */
  stayAwake(isBusy: boolean): void;
}

/** Where the build puts the document. */
export const offscreenPath = "offscreen/offscreen.html";

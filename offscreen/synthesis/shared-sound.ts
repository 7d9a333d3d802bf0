/** Sound that is made once and can be heard by any number of listeners, each from its first piece. */
export interface SharedSound<Piece> {
  /** True once there is a piece to hear. */
  hasBegun(): boolean;
  /** The pieces, those made already at once and the rest as they come; rejects where making them failed. */
  listen(): AsyncGenerator<Piece>;
}

/** Starts making the sound of `source` at once, whether or not anyone listens. */
export function shareSound<Piece>(source: AsyncIterable<Piece>): SharedSound<Piece> {
  const pieces: Piece[] = [];
  let outcome: { failure?: unknown } | undefined;
  let wake: () => void;
  let news = new Promise<void>((resolve) => (wake = resolve));

  const tell = (): void => {
    wake();
    news = new Promise((resolve) => (wake = resolve));
  };

  const make = async (): Promise<void> => {
    for await (const piece of source) {
      pieces.push(piece);
      tell();
    }
  };
  make().then(
    () => (outcome = {}),
    (failure: unknown) => (outcome = { failure }),
  ).finally(tell);

  return {
    hasBegun: () => pieces.length > 0,
    async *listen() {
      for (let next = 0; ; ) {
        const piece = pieces[next];
        if (piece) {
          next++;
          yield piece;
        } else if (!outcome) await news;
        else if ("failure" in outcome) throw outcome.failure;
        else return;
      }
    },
  };
}

/** @file Node 20 has no `Promise.withResolvers`, which the browsers that we support have. Imported before what needs it. */

interface Resolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T | PromiseLike<T>) => void;
  readonly reject: (reason?: unknown) => void;
}

(Promise as { withResolvers?: <T>() => Resolvers<T> }).withResolvers ??= <T>(): Resolvers<T> => {
  let resolve: Resolvers<T>["resolve"] = () => undefined;
  let reject: Resolvers<T>["reject"] = () => undefined;
  const promise = new Promise<T>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
};

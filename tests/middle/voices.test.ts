import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Install, VoiceImport } from "../../src/shared/protocol.ts";
import { createVoiceLibrary, type VoiceLibrary } from "../../offscreen/voice/library.ts";
import { openVoiceStore } from "../../offscreen/voice/store.ts";
import type { VerifyModel } from "../../offscreen/vocabulary.ts";
import { FakeDisk, type DiskOperation } from "./fake-disk.ts";
import { fakeFetch, type HostBehaviour } from "./fake-host.ts";
import { bytesOf, catalogue, config, digest, files, inWorld, models, ownModel, turn, voiceIds, type World } from "./voice-world.ts";

/**
 * The real library, store, downloads, imports and removal of stale files, with a disk in memory and a host that the test controls. Whatever
 * the user does in any order, and whatever fails:
 * - An installed voice is complete.
 * - What was installed stays until it is removed, even if the browser is killed.
 * - Two tasks never use the same folder at the same time.
 * - The result of every request is reported.
 */
type Step =
  | { kind: "install" | "cancel" | "discard" | "remove" | "rename"; voice: number }
  | { kind: "removeAll" | "restart" | "list" | "cancelImport" }
  | { kind: "import"; isGood: boolean }
  | { kind: "wait"; turns: number }
  | { kind: "settle" }
  | { kind: "fault"; operation: DiskOperation["kind"]; skip: number; times: number; name: string }
  | { kind: "behaviour"; behaviour: HostBehaviour };

const behaviour: fc.Arbitrary<HostBehaviour> = fc.oneof(
  fc.constant({ kind: "good" } as const),
  fc.constantFrom({ kind: "missing" } as const, { kind: "unreachable" } as const),
  fc.nat(2_600).map((cutAfter) => ({ kind: "cut", cutAfter }) as const),
  fc.nat(2_600).map((flipAt) => ({ kind: "wrong", flipAt }) as const),
);
const operation = fc.constantFrom<DiskOperation["kind"]>(
  "openFolder",
  "openFile",
  "list",
  "read",
  "beginWrite",
  "write",
  "closeWrite",
  "remove",
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("install" as const), voice: fc.nat(voiceIds.length - 1) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom("cancel" as const, "discard" as const, "remove" as const),
      voice: fc.nat(voiceIds.length),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rename" as const), voice: fc.nat(voiceIds.length) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("removeAll" as const, "restart" as const, "list" as const, "cancelImport" as const) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("import" as const), isGood: fc.boolean() }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("wait" as const), turns: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("settle" as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("fault" as const),
      operation,
      skip: fc.nat(6),
      times: fc.integer({ min: 1, max: 3 }),
      name: fc.constantFrom("NotReadableError", "UnknownError", "QuotaExceededError", "InvalidStateError"),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("behaviour" as const), behaviour }) },
);

const newName = "my aunt";

/** A voice's id, or every voice. */
type Removal = { voiceId: string } | "all";

/** A user with a browser: what they do, and what must hold. */
class Scene {
  readonly disk = new FakeDisk();
  /** Voices that were reported as installed and whose removal was not requested since, with the model that each must have. */
  readonly owned = new Map<string, Uint8Array>();
  #behaviours: HostBehaviour[] = [];
  #faults: { operation: DiskOperation["kind"]; skip: number; times: number; name: string }[] = [];
  #installs = new Map<string, Install>();
  #pending = new Set<Promise<unknown>>();
  /** Voices that are being removed: if the browser ends now, they may or may not be left. */
  #removals = new Map<Promise<unknown>, Removal>();
  #imports = 0;
  #importing: string[] = [];
  #world: World;
  #library: VoiceLibrary;

  constructor() {
    this.disk.fault = ({ kind }) => {
      const fault = this.#faults.find((candidate) => candidate.operation === kind);
      if (!fault || fault.skip-- > 0) return undefined;
      if (--fault.times === 0) this.#faults.splice(this.#faults.indexOf(fault), 1);
      return fault.name;
    };
    this.#world = this.#newWorld();
    this.#library = this.#start();
  }

  async take(step: Step): Promise<void> {
    const library = this.#library;
    switch (step.kind) {
      case "install":
        return this.#ask(() => library.install(this.#voice(step.voice)));
      case "cancel":
        return this.#ask(() => library.cancelInstall(this.#voice(step.voice)));
      case "discard":
        return this.#ask(() => library.discardDownload(this.#voice(step.voice)));
      case "remove":
        return this.#remove({ voiceId: this.#voice(step.voice) }, () => library.remove(this.#voice(step.voice)));
      case "rename":
        return this.#ask(() => library.renameVoice(this.#voice(step.voice), newName));
      case "removeAll":
        return this.#remove("all", () => library.removeAll());
      case "list":
        return this.#ask(() => library.list());
      case "cancelImport":
        for (const folder of this.#importing) library.cancelImport(folder);
        return;
      case "import":
        return this.#import(step.isGood);
      case "wait":
        for (let i = 0; i < step.turns; i++) await turn();
        return;
      case "settle":
        return this.#settle();
      case "fault":
        this.#faults.push({ ...step });
        return;
      case "behaviour":
        this.#behaviours.push(step.behaviour);
        return;
      case "restart":
        return this.#restart();
    }
  }

  /** When everything is done, and disk and host work again: checks everything that must hold. */
  async check(): Promise<void> {
    await this.#settle();
    this.#faults = [];
    this.#behaviours = [];
    await this.#assertValid();
    this.#restart();
    await this.#assertValid();
    for (const voiceId of this.disk.namesIn("voices")) {
      const names = [...(this.disk.contentOf("voices", voiceId) ?? [])].map(([name]) => name).sort();
      if (names.includes("installed.json")) assert.deepEqual(names, ["installed.json", "model.onnx", "model.onnx.json"]);
      else assert.ok(names.length > 0 && names.every((name) => name.endsWith(".part")), `${voiceId}: ${names.join(" ")}`);
    }

    for (const voiceId of voiceIds) await this.#ask(() => this.#library.install(voiceId));
    await this.#settle();
    for (const voiceId of voiceIds) assert.equal(this.#installs.get(voiceId)?.status, "installed");
    await this.#assertValid();
    const before = this.disk.namesIn("voices");
    assert.deepEqual((await this.#inWorld(() => this.#library.removeAll())).sort(), before.sort());
    this.owned.clear();
    await this.#assertValid();
    assert.deepEqual(this.disk.namesIn("voices"), []);
  }

  async #assertValid(): Promise<void> {
    assert.deepEqual(this.disk.collisions, []);
    const installed = (await this.#inWorld(() => this.#library.list())).filter((voice) => voice.installed && voice.source !== "packaged");
    for (const { voiceId, source, name } of installed) {
      assert.ok(source === "imported" ? ["own", newName].includes(name) : name === voiceId, name);
      const found = this.disk.contentOf("voices", voiceId);
      const model = found?.get("model.onnx") ?? assert.fail(`${voiceId} has no model`);
      assert.equal(
        digest("sha256", model),
        digest("sha256", source === "imported" ? ownModel : (models.get(voiceId) ?? assert.fail(voiceId))),
        voiceId,
      );
      assert.deepEqual(found?.get("model.onnx.json"), config);
    }
    const listed = new Set(installed.map(({ voiceId }) => voiceId));
    for (const voiceId of this.owned.keys()) assert.ok(listed.has(voiceId), `${voiceId} has vanished`);
    const use = await this.#inWorld(() => this.#library.diskUse());
    assert.deepEqual([use.count, use.sizeBytes + use.partialBytes], [installed.length, this.disk.bytesIn("voices")]);
    assert.deepEqual(this.#importing, []);
    for (const { voiceId, status } of this.#installs.values()) assert.ok(!isUnderWay(status), `${voiceId} is still reported as ${status}`);
  }

  #start(): VoiceLibrary {
    return inWorld(this.#world, () => {
      const installs = (this.#installs = new Map<string, Install>());
      const onInstall = (install: Install): void => {
        installs.set(install.voiceId, install);
        if (install.status === "installed" && installs === this.#installs)
          this.owned.set(install.voiceId, models.get(install.voiceId) ?? assert.fail());
      };
      const verifyModel: VerifyModel = async (_model, _speakerCount, signal, onProgress) => {
        await turn();
        signal.throwIfAborted();
        onProgress(1);
        return { kind: "streams" };
      };
      const onImports = (imports: VoiceImport[]): void => void (this.#importing = imports.map(({ folder }) => folder));
      return createVoiceLibrary(
        async () => catalogue,
        openVoiceStore(),
        verifyModel,
        onInstall,
        onImports,
        () => undefined,
      );
    });
  }

  #newWorld(): World {
    return { disk: this.disk.open(), fetch: fakeFetch(files, () => this.#behaviours.shift() ?? { kind: "good" }) };
  }

  #inWorld<T>(act: () => Promise<T>): Promise<T> {
    return inWorld(this.#world, act);
  }

  #restart(): void {
    for (const which of this.#removals.values()) this.#forget(which);
    this.disk.crash();
    this.#pending.clear();
    this.#importing = [];
    this.#removals.clear();
    this.#world = this.#newWorld();
    this.#library = this.#start();
  }

  #forget(which: Removal): void {
    if (which === "all") this.owned.clear();
    else this.owned.delete(which.voiceId);
  }

  /** Errors are reported to the caller, which is enough here. */
  #ask(act: () => Promise<unknown>): Promise<void> {
    const asked = this.#inWorld(act).catch(() => undefined);
    this.#pending.add(asked);
    void asked.finally(() => this.#pending.delete(asked));
    return Promise.resolve();
  }

  #remove(which: Removal, act: () => Promise<unknown>): Promise<void> {
    const gone = this.#inWorld(act).catch(() => undefined);
    this.#removals.set(gone, which);
    return this.#ask(() =>
      gone.then(() => {
        if (this.#removals.delete(gone)) this.#forget(which);
      }),
    );
  }

  async #import(isGood: boolean): Promise<void> {
    const folder = `own-${this.#imports++}`;
    const library = this.#library;
    const faults = this.#faults;
    this.#faults = [];
    const staged = await (
      await this.disk.open().getDirectoryHandle("imports", { create: true })
    ).getDirectoryHandle(folder, { create: true });
    for (const [name, content] of [
      ["model.onnx", ownModel],
      ["model.onnx.json", isGood ? config : bytesOf("{}")],
    ] as const) {
      const stream = await (await staged.getFileHandle(name, { create: true })).createWritable();
      await stream.write(content);
      await stream.close();
    }
    this.#faults = faults;
    return this.#ask(async () => {
      const { voiceId } = await library.importVoice(folder, "own");
      if (library === this.#library) this.owned.set(voiceId, ownModel);
    });
  }

  async #settle(): Promise<void> {
    // Work that is not reported still uses the disk.
    for (let quietTurns = 0, operations = -1; quietTurns < 15; quietTurns++) {
      const isBusy =
        this.#pending.size > 0 ||
        operations !== this.disk.operations ||
        [...this.#installs.values()].some(({ status }) => isUnderWay(status));
      if (isBusy) quietTurns = 0;
      ({ operations } = this.disk);
      await turn();
    }
  }

  #voice(nth: number): string {
    return voiceIds[nth] ?? [...this.owned.keys()].find((voiceId) => voiceId.startsWith("imported")) ?? "imported-own-1";
  }
}

function isUnderWay(status: Install["status"]): boolean {
  return status === "downloading" || status === "verifying";
}

test("any actions in any order, with any failures", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 18 }), async (steps) => {
      const scene = new Scene();
      for (const each of steps) await scene.take(each);
      await scene.check();
    }),
    { numRuns: Number(process.env["RUNS"] ?? 1_000), includeErrorInReport: true },
  );
});

test("a model that has changed on disk since its last use is installed again on request", async () => {
  const disk = new FakeDisk();
  await inWorld({ disk: disk.open(), fetch: fakeFetch(files, () => ({ kind: "good" })) }, async () => {
    const [voiceId] = voiceIds;
    const store = openVoiceStore();
    let end: (install: Install) => void = () => undefined;
    const library = createVoiceLibrary(
      async () => catalogue,
      store,
      async () => ({ kind: "whole" }),
      (install) => isUnderWay(install.status) || end(install),
      () => undefined,
      () => undefined,
    );
    const install = (): Promise<Install> =>
      new Promise((resolve, reject) => {
        end = resolve;
        library.install(voiceId).catch(reject);
      });
    assert.equal((await install()).status, "installed");
    const before = await store.read(voiceId);
    const folder = await (await disk.open().getDirectoryHandle("voices")).getDirectoryHandle(voiceId);
    const stream = await (await folder.getFileHandle("model.onnx")).createWritable();
    await stream.write(new Uint8Array(before.model.size));
    await stream.close();
    assert.equal((await install()).status, "installed");
    assert.deepEqual(disk.contentOf("voices", voiceId)?.get("model.onnx"), models.get(voiceId));
  });
});

test("a voice that an earlier build installed still streams", async () => {
  const disk = new FakeDisk();
  await inWorld({ disk: disk.open(), fetch: fakeFetch(files, () => ({ kind: "good" })) }, async () => {
    const [voiceId] = voiceIds;
    const folder = await (await disk.open().getDirectoryHandle("voices", { create: true })).getDirectoryHandle(voiceId, { create: true });
    const manifest = { voiceId, sizeBytes: 1, speaksInPieces: true };
    for (const [name, content] of [
      ["model.onnx", "m"],
      ["model.onnx.json", "{}"],
      ["installed.json", JSON.stringify(manifest)],
    ] as const) {
      const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await stream.write(content);
      await stream.close();
    }
    assert.deepEqual((await openVoiceStore().read(voiceId)).voice, { voiceId, sizeBytes: 1, streams: true });
  });
});

test("the user's own voice is renamed permanently; voices of the catalogue and missing voices are not", async () => {
  const disk = new FakeDisk();
  await inWorld({ disk: disk.open(), fetch: fakeFetch(files, () => ({ kind: "good" })) }, async () => {
    const start = (): VoiceLibrary =>
      createVoiceLibrary(
        async () => catalogue,
        openVoiceStore(),
        async () => ({ kind: "whole" }),
        () => undefined,
        () => undefined,
        () => undefined,
      );
    const library = start();
    const staged = await (await disk.open().getDirectoryHandle("imports", { create: true })).getDirectoryHandle("own", { create: true });
    for (const [name, content] of [
      ["model.onnx", ownModel],
      ["model.onnx.json", config],
    ] as const) {
      const stream = await (await staged.getFileHandle(name, { create: true })).createWritable();
      await stream.write(content);
      await stream.close();
    }
    const { voiceId } = await library.importVoice("own", "medium");
    const nameIn = async (which: VoiceLibrary): Promise<string | undefined> =>
      (await which.list()).find((voice) => voice.voiceId === voiceId)?.name;
    await assert.rejects(library.renameVoice(voiceId, " \n "), { code: "voiceNameEmpty" });
    await assert.rejects(library.renameVoice(voiceIds[0], newName), { code: "voiceNotInstalled" });
    await assert.rejects(library.renameVoice("imported-nobody-1", newName), { code: "voiceNotInstalled" });
    assert.equal(await nameIn(library), "medium");
    disk.fault = ({ kind }) => (kind === "write" ? "QuotaExceededError" : undefined);
    await assert.rejects(library.renameVoice(voiceId, newName), { code: "diskFull" });
    disk.fault = () => undefined;
    assert.equal(await nameIn(start()), "medium", "a name that could not be written leaves the one before");
    await library.renameVoice(voiceId, `  ${newName}\n`);
    assert.deepEqual([await nameIn(library), await nameIn(start())], [newName, newName]);
    assert.deepEqual(disk.namesIn("voices"), [voiceId]);
  });
});

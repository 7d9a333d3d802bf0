import assert from "node:assert/strict";
import { test } from "node:test";
import { listErrorReports, log, setLogging } from "../../src/shared/diagnostic-log.ts";
import { formatReport } from "../../src/shared/format-report.ts";
import { defaultSettings } from "../../src/shared/settings.ts";

test("nothing is logged until logging is on, but errors are counted", (t) => {
  const info = t.mock.method(console, "info", () => undefined);
  log({ event: "error", where: "clips", code: "QuotaExceededError" });
  log({ event: "error", where: "clips", code: "QuotaExceededError" });
  assert.equal(info.mock.callCount(), 0);
  setLogging(true);
  log({ event: "session reused", voice: "en_US-alpha-medium" });
  assert.deepEqual(info.mock.calls[0]?.arguments, [
    "[read aloud] session reused",
    { event: "session reused", voice: "en_US-alpha-medium" },
  ]);
  setLogging(false);
  assert.deepEqual(
    listErrorReports().map(({ where, code, count }) => ({ where, code, count })),
    [{ where: "clips", code: "QuotaExceededError", count: 2 }],
  );
});

test("a report shows the state, but not what was read nor the names of own voices", () => {
  const own = "own-granny";
  const report = formatReport({
    version: "1.2.3",
    userAgent: "Browser/1",
    processors: 8,
    languages: ["en"],
    settings: { ...defaultSettings, favourites: ["secret-favourite"], voices: { en: { voiceId: own, speakerId: 0 } } },
    state: {
      narration: {
        status: "speaking",
        utteranceId: "u",
        language: "en",
        sentence: { index: 0, text: "Secret words.", start: 0, end: 13, words: [] },
        upcoming: "Secret words.",
        progress: 0,
        source: { tabId: 1, frameId: 0, title: "Secret title", site: "secret.example" },
        clock: null,
        timeline: null,
        resume: null,
        truncated: false,
        voice: { voiceId: own, speakerId: 0 },
        standIn: null,
        firstSoundMs: 42,
        error: { code: "voiceFailed", detail: "secret detail" },
      },
      voices: [
        {
          voiceId: own,
          name: "Granny",
          language: "en",
          quality: "medium",
          speakers: [],
          sizeBytes: 1,
          installed: true,
          damaged: false,
          source: "imported",
          licenceUrl: null,
        },
      ],
      installs: [],
      imports: [],
      exports: [],
      draft: null,
      queue: [{ utteranceId: "q", title: "Secret title", site: "secret.example", start: "Secret start", language: "en", isPrivate: false }],
      sleepTimer: null,
      statistics: {
        sessions: [{ voiceId: own, memoryBytes: 56e6, status: "open" }],
        clips: { count: 3, sizeBytes: 1.5e6, durationSeconds: 34, hits: 1, misses: 2 },
        models: { count: 1, sizeBytes: 63.2e6, partialBytes: 0 },
        storage: { quotaBytes: 1e12, usageBytes: 64.7e6 },
      },
    },
    diagnostics: {
      engineVersion: "1/2/3",
      isolated: true,
      threads: 4,
      underrunMs: 0,
      errorReports: [{ where: "clips", code: "QuotaExceededError", count: 2, lastAt: 0 }],
    },
  });
  for (const secret of ["Secret", "secret", "Granny", "granny"]) assert.ok(!report.includes(secret), secret);
  for (const fact of [
    "version 1.2.3",
    "56.0 MB",
    "3 clips, 1.5 MB, 34 s",
    "64.7 MB of 1.0 TB",
    "error voiceFailed",
    "clips: QuotaExceededError, 2 times",
    "first sound after 42 ms",
  ]) {
    assert.ok(report.includes(fact), fact);
  }
});

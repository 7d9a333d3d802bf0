/** The errors that a user can do something about. Each code has a sentence in `_locales` under `error_<code>`. */
export type ErrorCode =
  | "nothingToRead"
  | "pageWithoutText"
  | "pageRefused"
  | "frameRefused"
  | "browserPage"
  | "storePage"
  | "documentViewer"
  | "otherExtensionPage"
  | "filePage"
  | "voiceUnknown"
  | "voiceNotInstalled"
  | "voiceDamaged"
  | "voiceFailed"
  | "languageNotSpoken"
  | "offline"
  | "hostUnreachable"
  | "hostRefused"
  | "hostMissesVoice"
  | "hostBusy"
  | "hostFailing"
  | "networkSignIn"
  | "downloadIncomplete"
  | "downloadStalled"
  | "downloadSizeWrong"
  | "downloadHashWrong"
  | "diskFull"
  | "importFilesMissing"
  | "importConfigDamaged"
  | "importModelNotOnnx"
  | "importModelNotPiper"
  | "importLanguageUnknown"
  | "importPhonemesUnknown"
  | "importSampleRateUnknown"
  | "settingsUnreadable"
  | "voiceNameEmpty"
  | "queueFull"
  | "exportsFull"
  | "formatNotSupported"
  | "linkNotOpen"
  | "documentEmpty"
  | "documentTooLarge"
  | "documentTooComplex"
  | "documentDamaged"
  | "documentEncrypted"
  | "documentOldWord"
  | "documentUnsupported"
  | "documentScanned"
  | "editorWithoutText"
  | "editorRefused"
  | "linkNotDocument"
  | "documentOffline"
  | "documentUnreachable"
  | "documentGone"
  | "documentSiteFailing"
  | "documentNeedsLogin"
  | "pageNotThere"
  | "documentPartlyScanned"
  | "clipboardEmpty"
  | "clipboardRefused"
  | "soundUnavailable"
  | "unexpected";

/** An error as it is sent between contexts. `detail` is for developers and never contains any of the text that was read. */
export interface SerializedError {
  code: ErrorCode;
  detail: string;
}

/** An error whose code selects the sentence that the user is shown. */
export class UserFacingError extends Error {
  override readonly name = "UserFacingError";
  constructor(
    readonly code: ErrorCode,
    detail: string = code,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

/** Converts anything thrown into an error that can be sent. */
export function serializeError(thrown: unknown): SerializedError {
  if (thrown instanceof UserFacingError) return { code: thrown.code, detail: thrown.message };
  return { code: "unexpected", detail: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) };
}

/** True for the result of an `AbortSignal`, which is not a failure. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === "AbortError";
}

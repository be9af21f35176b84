/** A step cannot be captured, or a captured one is used in a way that its replays would not see. */
export class CaptureError extends Error {
  override readonly name = "CaptureError";

  /** @param reason what was found, and what is expected */
  constructor(reason: string, doing = "capture the step") {
    super(`Cannot ${doing}: ${reason}`);
  }
}

/** After a menu click or a shortcut, the permission to look into the page sometimes arrives some milliseconds after the event. */
const retryDelaysMs = [20, 40, 80];

/** Does something in a page that was permitted only just now: again while it fails, and rejects with the last failure. */
export async function patiently<T>(act: () => Promise<T>): Promise<T> {
  for (const delayMs of retryDelaysMs) {
    try {
      return await act();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
  return act();
}

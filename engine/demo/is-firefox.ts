/** Whether this is Firefox, which has faults that other browsers have not. */
export const isFirefox = navigator.userAgent.includes("Firefox/");

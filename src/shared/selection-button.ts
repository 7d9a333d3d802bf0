/** The access that the button beside a selection needs. It is asked for when the user switches the button on. */
export const allPages = { origins: ["*://*/*"] };

/**
 * The message of the button's script when the user presses it. It says nothing else: the background takes the place from the browser, and
 * reads the selection itself.
 */
export const selectionButtonPressed = "selectionButtonPressed";

/** The message to the button's scripts that ends them. */
export const selectionButtonOff = "selectionButtonOff";

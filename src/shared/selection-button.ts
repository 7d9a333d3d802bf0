/** The access that the button beside a selection needs. It is asked for when the user switches the button on. */
export const allPages = { origins: ["*://*/*"] };

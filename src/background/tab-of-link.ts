import browser from "webextension-polyfill";
import { withoutFragment } from "../shared/without-fragment.ts";

/**
 * The tab in which a link's page is open, if the extension may read that page. The browser tells the address of a tab only if it grants the
 * page: by `activeTab` after a gesture there, until another site is opened in the tab, or by the leave to read all pages. Tabs of private
 * windows are found only from private windows, and others only from others.
 */
export async function tabOfLink(address: string, isPrivate: boolean): Promise<browser.Tabs.Tab | undefined> {
  const wanted = withoutFragment(address);
  const tabs = await browser.tabs.query({});
  return tabs.find(({ url, incognito }) => url !== undefined && withoutFragment(url) === wanted && incognito === isPrivate);
}

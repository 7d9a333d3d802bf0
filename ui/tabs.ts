/**
 * Makes the page's `tablist` follow the ARIA pattern: arrow keys, Home and End move and select, and only one tab is in the tab order.
 * Returns a function that selects the tab `id`, if it exists.
 */
export function startTabs(onSelect: (tab: HTMLElement) => void = () => undefined): (id: string) => void {
  const tabs = [...document.querySelectorAll<HTMLButtonElement>("[role=tab]")];
  const select = (chosen: HTMLButtonElement) => {
    for (const tab of tabs) {
      const selected = tab === chosen;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !selected;
    }
    onSelect(chosen);
  };
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", (event) => {
      const next = nextIndex(event.key, index, tabs.length);
      const target = next === null ? undefined : tabs[next];
      if (!target) return;
      event.preventDefault();
      target.focus();
      select(target);
    });
  }
  return (id) => {
    const tab = tabs.find((candidate) => candidate.id === id);
    if (tab) select(tab);
  };
}

function nextIndex(key: string, index: number, count: number): number | null {
  if (key === "ArrowRight") return (index + 1) % count;
  if (key === "ArrowLeft") return (index + count - 1) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}

/**
 * Lets the pointer move `row` in its list by its `grip`. The rows of the list have the same height. `onDrop` is called with the new index when
 * the row is dropped at another place, `onEnd` after each drag.
 */
export function dragToOrder(row: HTMLElement, grip: HTMLElement, onDrop: (index: number) => void, onEnd: () => void): void {
  grip.addEventListener("pointerdown", (down) => {
    const list = row.parentElement;
    if (!list || down.button !== 0) return;
    down.preventDefault();
    grip.setPointerCapture(down.pointerId);
    const rows = [...list.children].filter((each) => each instanceof HTMLElement);
    const from = rows.indexOf(row);
    const { height } = row.getBoundingClientRect();
    let to = from;
    list.classList.add("sorting");
    row.classList.add("dragged");

    const move = ({ pageY }: PointerEvent): void => {
      const by = Math.min(Math.max(pageY - down.pageY, -from * height), (rows.length - 1 - from) * height);
      to = from + Math.round(by / height);
      for (const [index, each] of rows.entries()) {
        const makesRoom = (index > from && index <= to) || (index < from && index >= to);
        each.style.translate = index === from ? `0 ${by}px` : makesRoom ? `0 ${index > from ? -height : height}px` : "";
      }
    };
    const end = new AbortController();
    const finish = (isDropped: boolean): void => {
      end.abort();
      list.classList.remove("sorting");
      row.classList.remove("dragged");
      for (const each of rows) each.style.translate = "";
      if (isDropped && to !== from) onDrop(to);
      onEnd();
    };
    const { signal } = end;
    grip.addEventListener("pointermove", move, { signal });
    grip.addEventListener("pointerup", () => finish(true), { signal });
    grip.addEventListener("lostpointercapture", () => finish(false), { signal });
  });
}

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type Key, type ReactNode, useLayoutEffect, useRef, useState } from "react";

/** A list of any length that scrolls with the page; only what is in sight is drawn. */
export function WindowList<Item>(props: {
  items: readonly Item[];
  /** How high rows usually are, in pixels; each is measured once it is drawn. */
  rowHeight: number;
  keyOf: (item: Item) => Key;
  label?: string;
  children: (item: Item) => ReactNode;
}) {
  const { items, rowHeight, keyOf, label, children } = props;
  const frame = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const own = frame.current?.getBoundingClientRect().top ?? 0;
      setTop(Math.round(own + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure); // what is above may grow
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: top,
    getItemKey: (index) => keyOf(items[index]!),
  });
  return (
    <ul
      ref={frame}
      aria-label={label}
      style={{ position: "relative", height: rows.getTotalSize(), margin: 0, padding: 0, listStyle: "none" }}
    >
      {rows.getVirtualItems().map(({ key, index, start }) => (
        <li
          key={key}
          ref={rows.measureElement}
          data-index={index}
          aria-setsize={items.length}
          aria-posinset={index + 1}
          style={{ position: "absolute", insetInline: 0, top: 0, transform: `translateY(${start - top}px)` }}
        >
          {children(items[index]!)}
        </li>
      ))}
    </ul>
  );
}

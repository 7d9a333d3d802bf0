/** The part of foliate-js that the reader uses: it has no types of its own. */
declare module "foliate-js/epub.js" {
  /** A chapter. `id` is its path in the archive. */
  export interface EpubSection {
    id: string;
    /** The path in the archive of an address in this chapter. */
    resolveHref(address: string): string;
  }

  export interface EpubTocItem {
    label?: string;
    href?: string;
    subitems?: EpubTocItem[] | null;
  }

  export class EPUB {
    constructor(files: {
      loadText(path: string): Promise<string | null>;
      loadBlob(path: string): Promise<Blob | null>;
      getSize(path: string): number;
      sha1(text: string): Promise<string>;
    });
    init(): Promise<EPUB>;
    readonly sections: EpubSection[];
    readonly toc?: EpubTocItem[];
    readonly metadata: { title?: unknown; language?: unknown; author?: unknown };
    readonly resources: { cover?: { href?: string } | null };
  }
}

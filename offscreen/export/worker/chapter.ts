/** A chapter: its title, and where it begins and ends in the file, in seconds. */
export interface Chapter {
  title: string;
  startSeconds: number;
  endSeconds: number;
}

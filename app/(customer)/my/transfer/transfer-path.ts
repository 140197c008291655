import { hrefWith } from "@/components/ui/href";

/** A step of the transfer; its address says where what was typed is kept, and nothing of it. */
export function transferPath(path: string, { key, typed }: { key?: string; typed?: string }): string {
  return hrefWith(path, { key, typed });
}

import { Icon } from "@/components/ui/icon";

/** The violet line above everything that waits for a second person. */
export function SecondPerson() {
  return (
    <p className="flex items-center gap-1.5 font-semibold text-meta text-second">
      <Icon name="flag" /> Needs a second person
    </p>
  );
}

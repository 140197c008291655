import { Callout } from "@/components/ui/callout";
import { mixedLetters } from "@/lib/core/mixed-letters";

/** Warns of a name that mixes letters of alphabets that look alike; nothing for any other name. */
export function MixedLetters({ name }: { name: string }) {
  const [word] = mixedLetters(name);
  if (!word) return null;
  return (
    <Callout tone="held" title="This name mixes letters of two alphabets">
      Letters in <bdi>{word}</bdi> only look like others. Such a name may imitate another.
    </Callout>
  );
}

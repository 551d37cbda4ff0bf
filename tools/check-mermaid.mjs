// Reads diagrams with Mermaid's own parser: a JSON list of texts on standard input. Says which one
// it cannot read, and why, with status 1; how many they are, with status 0.
import DOMPurify from 'dompurify';

// Without a document there is nothing to clean words for: they are taken as they stand.
DOMPurify.addHook ??= () => {};
DOMPurify.sanitize ??= (words) => words;
const { default: mermaid } = await import('mermaid');

let input = '';
for await (const piece of process.stdin) input += piece;
const texts = JSON.parse(input);
for (const [number, text] of texts.entries()) {
  try {
    const { diagramType } = await mermaid.parse(text);
    if (diagramType !== 'sequence') throw new Error(`it is a ${diagramType}`);
  } catch (error) {
    console.error(`diagram ${number}: ${error.message}\n${text}`);
    process.exit(1);
  }
}
console.log(texts.length);

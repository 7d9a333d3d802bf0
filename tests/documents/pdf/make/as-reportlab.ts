import type { SourceDocument } from "../source-document.ts";

/** A Python program that makes the document with ReportLab, in two columns with a head on every page. It writes to its first argument. */
export function asReportlab({ blocks, title }: SourceDocument): string {
  const flow = blocks
    .filter(({ kind }) => kind !== "footnote")
    .map(({ kind, level, text }) => [kind, level ?? 0, text.replaceAll(/\[\^\d+\]/g, "")]);
  return `
import sys, json
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, ListFlowable, ListItem
blocks = json.loads(${JSON.stringify(JSON.stringify(flow))})
styles = getSampleStyleSheet()
styles["BodyText"].alignment = 4
def head(canvas, doc):
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, 810, ${JSON.stringify(title)})
    canvas.drawRightString(535, 30, "Page %d" % doc.page)
frames = [Frame(54, 50, 238, 745, id="a"), Frame(304, 50, 238, 745, id="b")]
doc = BaseDocTemplate(sys.argv[1], pagesize=A4, title=${JSON.stringify(title)}, invariant=1)
doc.addPageTemplates([PageTemplate(frames=frames, onPage=head)])
story = []
for kind, level, text in blocks:
    if kind == "heading":
        story.append(Paragraph(text, styles["Heading%d" % level]))
    elif kind == "list-item":
        story.append(ListFlowable([ListItem(Paragraph(text, styles["BodyText"]))], bulletType="bullet"))
    else:
        story.append(Paragraph(text, styles["BodyText"]))
doc.build(story)
`;
}

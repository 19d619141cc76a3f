import type { Workbook, Xlsx } from "exceljs";

/** Internals that the types of exceljs leave out: it passes the parts of the file to a zip one by one, the content types first. */
type Zip = { append: (part: unknown, options: { readonly name: string; readonly base64?: boolean }) => void };
type Parts = { addContentTypes: (zip: Zip, model: unknown) => Promise<void> };

/**
 * Returns the workbook as a file. exceljs passes texts to the zip, which encodes them in chunks of 16 384 units and breaks a
 * character of two units at the edge of a chunk into two U+FFFD. To avoid this, the texts are passed as bytes. They are passed
 * without the empty extension that exceljs adds to each data bar, about which some programs warn.
 */
export async function writeWorkbook(workbook: Workbook): Promise<Uint8Array> {
  const xlsx = workbook.xlsx as Xlsx & Parts;
  const addContentTypes = xlsx.addContentTypes.bind(xlsx);
  xlsx.addContentTypes = (zip, model) => {
    passBytes(zip);
    return addContentTypes(zip, model);
  };
  return new Uint8Array(await xlsx.writeBuffer());
}

function passBytes(zip: Zip): void {
  const append = zip.append.bind(zip);
  zip.append = (part, options) => {
    const isText = typeof part === "string" && options.base64 !== true;
    append(isText ? Buffer.from(part.replaceAll(EMPTY_EXTENSION, "")) : part, options);
  };
}

/** Texts of cells cannot match, because their "<" is escaped. */
const EMPTY_EXTENSION = /<extLst><ext uri="[^"<]*" xmlns:x14="[^"<]*"><x14:id\/><\/ext><\/extLst>/g;

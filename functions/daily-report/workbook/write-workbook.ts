import type { Workbook, Xlsx } from "exceljs";

/** What exceljs does not tell of in its types: it hands a zip the parts of the file one by one, the content types first. */
type Zip = { append: (part: unknown, options: { readonly name: string; readonly base64?: boolean }) => void };
type Parts = { addContentTypes: (zip: Zip, model: unknown) => Promise<void> };

/**
 * The workbook as a file. exceljs hands over texts, and the zip makes bytes of each by pieces of 16 384 units; of a character
 * of two units on the edge of two pieces it makes two U+FFFD. Here it is given bytes.
 */
export async function writeWorkbook(workbook: Workbook): Promise<Uint8Array> {
  const xlsx = workbook.xlsx as Xlsx & Parts;
  const addContentTypes = xlsx.addContentTypes.bind(xlsx);
  xlsx.addContentTypes = (zip, model) => {
    takeBytes(zip);
    return addContentTypes(zip, model);
  };
  return new Uint8Array(await xlsx.writeBuffer());
}

function takeBytes(zip: Zip): void {
  const append = zip.append.bind(zip);
  zip.append = (part, options) => {
    const isText = typeof part === "string" && options.base64 !== true;
    append(isText ? Buffer.from(part) : part, options);
  };
}

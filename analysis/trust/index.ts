export * from "./certificate-facts";
export { certificateFindingCodes, certificateFindings, renewalDueDays } from "./certificate-findings";
export { certificateEnds, certificatePaths } from "./certificate-paths";
export { checkCertificates } from "./check-certificates";
export { madeCertificateFindings } from "./made-certificates";

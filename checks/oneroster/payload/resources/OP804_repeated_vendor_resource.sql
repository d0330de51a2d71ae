/*
code = "OP804"
name = "repeated-vendor-resource"
since = "0.1.0"
severity = "warning"
effect = "wrong"
entity = "resource"
key = ["file", "sourcedId"]
sources = ["bundle"]
message = "{resources} resources of vendor {vendor} have the vendorResourceId of {sourcedId}"
fix = "Send each resource of a vendor once"
owner = "IT"
article = "OneRoster CSV Binding 1.2, 3.14 resources.csv, vendorResourceId"
of = "(SELECT r.sourcedId FROM payload_resource r WHERE r.status = 'active') counted"

The vendorResourceId is unique within its vendor: the vendor finds its own resource by it. One finding
for each ID that stands several times; different vendors may have the same ID.
*/
SELECT
    'resources.csv' AS file,
    min(r.sourcedId) AS sourcedId,
    count(*) AS resources,
    coalesce(r.vendorId, 'unknown') AS vendor,
    CAST(NULL AS VARCHAR) AS schoolID
FROM payload_resource r
WHERE r.status = 'active' AND r.vendorResourceId IS NOT NULL
GROUP BY r.vendorId, r.vendorResourceId
HAVING count(*) > 1

"""The roster outside the product: as a workbook, and as text for a group chat."""

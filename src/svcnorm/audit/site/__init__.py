"""The store as pages of HTML: what each page says is asked of the store here, and laid out in `report/html/site`."""

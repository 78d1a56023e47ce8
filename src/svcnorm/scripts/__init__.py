"""Scripts (话术) before they are spoken: read as their authors write them, judged by the rules for conversations."""

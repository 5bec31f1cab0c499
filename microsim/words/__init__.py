"""The words of the model in English and Chinese: one book for terms, statements, lives, results and figures."""
